package io.rollcall.quickstart;

import io.rollcall.quickstart.ConnectorStatus.State;
import io.rollcall.user.User;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A running connector that watches one desk, and the topic that is its own. */
final class Watcher {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Stack stack;
    private final Desk desk;
    private final String name;
    private final Map<String, String> settings;
    private final UserTopic topic;

    private Watcher(Stack stack, Desk desk, String name, Map<String, String> settings) {
        this.stack = stack;
        this.desk = desk;
        this.name = name;
        this.settings = settings;
        topic = UserTopic.committed(stack, settings.get("topic.prefix") + ".users");
    }

    /**
     * Creates the connector and returns when it runs.
     *
     * @param tenant also in the names of connector and topic, so that watchers of one class do not meet
     * @param special settings that differ from the desk's usual ones
     */
    static Watcher start(Stack stack, Desk desk, String tenant, Map<String, String> special)
            throws InterruptedException {
        String name = desk.name() + "-" + tenant;
        Map<String, String> settings = new TreeMap<>(desk.settings(stack.secrets()));
        settings.put("tenant", tenant);
        settings.put("topic.prefix", name);
        settings.putAll(special);
        Watcher watcher = new Watcher(stack, desk, name, settings);
        stack.connect().run(name, settings);
        return watcher;
    }

    String name() {
        return name;
    }

    Desk desk() {
        return desk;
    }

    String topicName() {
        return settings.get("topic.prefix") + ".users";
    }

    /** What was committed to the topic. */
    UserTopic topic() {
        return topic;
    }

    /** The settings, as sent to the worker. */
    Map<String, String> settings() {
        return settings;
    }

    /**
     * Returns when so many sweeps have begun and ended from now on. Connect commits a sweep's last events before it lets the
     * next one begin, so they can be read then.
     */
    void awaitSweeps(int sweeps) throws InterruptedException {
        awaitSweeps(List.of(this), sweeps);
    }

    /** {@link #awaitSweeps(int)} for several at once. */
    static void awaitSweeps(Collection<Watcher> watchers, int sweeps) throws InterruptedException {
        Map<Watcher, Long> marks = new HashMap<>();
        watchers.forEach(
                watcher -> marks.put(watcher, watcher.desk.simulator().journal().last()));
        for (Watcher watcher : watchers) {
            Eventually.holds(
                    sweeps + " sweeps of " + watcher.name,
                    LIMIT,
                    () -> watcher.sweepsBegunAfter(marks.get(watcher)) > sweeps);
        }
    }

    /** How many sweeps have begun since that entry of the journal. */
    int sweepsBegunAfter(long mark) {
        return desk.simulator()
                .journal()
                .entries(request -> request.sequence() > mark && desk.beginsSweep(request))
                .size();
    }

    /** Everything told once all that happened at the desk until now is told. */
    List<UserRecord> caughtUp() throws InterruptedException {
        awaitSweeps(1);
        return topic.records();
    }

    /** What the topic says of everybody, folded by key. */
    Map<String, Profile> told() {
        Map<String, Profile> told = new TreeMap<>();
        for (Map.Entry<String, User> user : Histories.fold(topic.records()).entrySet()) {
            told.put(user.getKey(), Profile.of(user.getValue()));
        }
        return told;
    }

    /**
     * The summary of somebody's next event, counted on from what the topic says now.
     *
     * @param form a summary without the id, {@code %d} in place of the revision
     */
    String next(String id, String form) {
        long last = topic.records().stream()
                .filter(record -> record.key().userId().equals(id) && !record.isTombstone())
                .mapToLong(record -> record.change().revision())
                .max()
                .orElse(0);
        return form.formatted(last + 1) + " " + id;
    }

    void stop() throws InterruptedException {
        stack.connect().stop(name);
        stack.connect()
                .await(
                        name,
                        status -> status.connector().state() == State.STOPPED
                                && status.tasks().isEmpty());
    }

    void resume() throws InterruptedException {
        stack.connect().resume(name);
        stack.connect().awaitRunning(name);
    }

    /** Deletes the connector; its offsets stay, as always with Connect. */
    void delete() throws InterruptedException {
        stack.connect().delete(name);
    }

    /** Ends the reading of the topic; the connector goes on. */
    void stopReading() {
        topic.close();
    }

    @Override
    public String toString() {
        return desk.name();
    }
}
