package io.rollcall.budget.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTermsTest {
    private static final Duration MEMORY = Duration.ofSeconds(660);

    @Test
    void aTopicAsItIsCreatedIsAccepted() {
        assertThatCode(() -> TopicTerms.check("t", 1, TopicTerms.settings(3), MEMORY))
                .doesNotThrowAnyException();
        assertThat(TopicTerms.doubts("t", 3, TopicTerms.settings(3))).isEmpty();
    }

    @Test
    void moreThanOnePartitionIsRefused() {
        assertThatThrownBy(() -> TopicTerms.check("t", 2, TopicTerms.settings(3), MEMORY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Topic t has 2 partitions");
    }

    @ParameterizedTest
    @CsvSource({
        "message.timestamp.type, CreateTime",
        "cleanup.policy, compact",
        "cleanup.policy, 'compact,delete'",
        "retention.ms, 1319999",
        "retention.bytes, 1000000"
    })
    void aTopicThatCouldForgetOrReorderIsRefused(String setting, String value) {
        assertThatThrownBy(() -> TopicTerms.check("t", 1, with(setting, value), MEMORY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Topic t has " + setting + "=" + value);
    }

    @ParameterizedTest
    @CsvSource({"1320000", "-1"})
    void retentionOfTwiceTheMemoryIsEnough(String retention) {
        assertThatCode(() -> TopicTerms.check("t", 1, with("retention.ms", retention), MEMORY))
                .doesNotThrowAnyException();
    }

    @Test
    void whatMayForgetWhenABrokerIsLostIsToldAndUsed() {
        assertThat(TopicTerms.doubts("t", 2, TopicTerms.settings(2)))
                .singleElement()
                .asString()
                .contains("2 of the 3");
        assertThat(TopicTerms.doubts("t", 3, with("min.insync.replicas", "1")))
                .singleElement()
                .asString()
                .contains("min.insync.replicas=1");
        assertThat(TopicTerms.doubts("t", 3, with("unclean.leader.election.enable", "true")))
                .singleElement()
                .asString()
                .contains("unclean.leader.election.enable");
    }

    private static Map<String, String> with(String setting, String value) {
        Map<String, String> settings = new HashMap<>(TopicTerms.settings(3));
        settings.put(setting, value);
        return settings;
    }
}
