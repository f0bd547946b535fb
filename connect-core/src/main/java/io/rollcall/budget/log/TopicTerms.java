package io.rollcall.budget.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** What a topic must be like for a budget to be kept on it. */
final class TopicTerms {
    private static final int SAFE_COPIES = 3;

    private TopicTerms() {}

    /** The settings of a topic that is about to be created, with so many copies. */
    static Map<String, String> settings(int replicas) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        settings.put(TopicConfig.RETENTION_MS_CONFIG, "86400000");
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, "3600000");
        settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        if (replicas >= SAFE_COPIES) {
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return settings;
    }

    /**
     * Refuses a topic on which a budget could be exceeded.
     *
     * @param memory the longest time for which a record may count
     * @throws ConfigException that says what to change
     */
    static void check(String topic, int partitions, Map<String, String> settings, Duration memory) {
        if (partitions != 1) {
            throw new ConfigException(
                    "Topic " + topic + " has " + partitions + " partitions, and a budget can be kept on "
                            + "one only, because all must see the same order. Stop every connector of this licence, delete the topic "
                            + "and let it be created anew.");
        }
        if (!"LogAppendTime".equals(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
            throw unfit(topic, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, settings, "LogAppendTime");
        }
        if (!TopicConfig.CLEANUP_POLICY_DELETE.equals(settings.get(TopicConfig.CLEANUP_POLICY_CONFIG))) {
            throw unfit(topic, TopicConfig.CLEANUP_POLICY_CONFIG, settings, TopicConfig.CLEANUP_POLICY_DELETE);
        }
        if (!"-1".equals(settings.get(TopicConfig.RETENTION_BYTES_CONFIG))) {
            throw unfit(topic, TopicConfig.RETENTION_BYTES_CONFIG, settings, "-1");
        }
        long least = memory.multipliedBy(2).toMillis();
        long kept = number(settings.get(TopicConfig.RETENTION_MS_CONFIG));
        if (kept >= 0 && kept < least) {
            throw unfit(topic, TopicConfig.RETENTION_MS_CONFIG, settings, "at least " + least + ", better 86400000");
        }
    }

    private static ConfigException unfit(String topic, String setting, Map<String, String> settings, String needed) {
        return new ConfigException("Topic " + topic + " has " + setting + "=" + settings.get(setting)
                + ", with which a budget kept on it could be exceeded. Set it to " + needed + ".");
    }

    /** What an operator should know about a topic that can be used. */
    static List<String> doubts(String topic, int replicas, Map<String, String> settings) {
        List<String> doubts = new ArrayList<>();
        if (replicas < SAFE_COPIES) {
            doubts.add(
                    "Topic " + topic + " has " + replicas + " of the 3 replicas it should have: when a broker is lost, "
                            + "so may be the count of what was sent, and the limit may be exceeded or nothing sent for a window.");
        } else if (number(settings.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)) < 2) {
            doubts.add("Topic " + topic + " has " + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG + "="
                    + settings.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                    + ": what was sent may be forgotten when one broker is lost. Set it to 2.");
        }
        if (!"false".equals(settings.get(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG))) {
            doubts.add("Topic " + topic + " has " + TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG
                    + "=true: what was sent may be forgotten when a broker is lost. Set it to false.");
        }
        return doubts;
    }

    private static long number(@Nullable String value) {
        return value == null ? 0 : Long.parseLong(value);
    }
}
