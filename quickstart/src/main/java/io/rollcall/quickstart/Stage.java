package io.rollcall.quickstart;

import io.rollcall.command.ProvisioningResult;
import io.rollcall.quickstart.Scene.Cue;
import io.rollcall.schema.UserEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays the acts of the story, and shows each scene with what followed from it. What was read before is no part of it. */
final class Stage {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Feed<UserEvent> users;
    private final Promptness promptness;
    private final Feed<ProvisioningResult> results;
    private final Poll poll;
    private final PrintStream out;
    private final Set<String> shown = new HashSet<>();

    Stage(Feed<UserEvent> users, Feed<ProvisioningResult> results, Promptness promptness, Poll poll, PrintStream out) {
        this.users = users;
        this.promptness = promptness;
        this.results = results;
        this.poll = poll;
        this.out = out;
        users.all().forEach(event -> shown.add(event.id()));
    }

    /** Whether everything expected followed. */
    boolean play(Act act) throws InterruptedException {
        out.println();
        out.println(act.title());
        List<Cue> cues = new ArrayList<>();
        for (Scene scene : act.scenes()) {
            cues.add(scene.act().play());
        }
        boolean ok = true;
        for (int i = 0; i < cues.size(); i++) {
            ok &= follow(act.scenes().get(i), cues.get(i));
        }
        return ok;
    }

    private boolean follow(Scene scene, Cue cue) throws InterruptedException {
        out.printf("%s %-8s  %s%n", scene.sign(), scene.vendor(), scene.caption());
        String userId = cue.userId();
        if (cue.commandId() != null) {
            Optional<ProvisioningResult> answer = poll.within(
                    PATIENCE,
                    () -> results.all().stream()
                            .filter(result ->
                                    result.commandId().equals(cue.commandId()) && result.code() == scene.answer())
                            .findFirst());
            results.all().stream()
                    .filter(result -> result.commandId().equals(cue.commandId()) && shown.add(result.resultId()))
                    .forEach(result -> out.println("<= " + ResultLine.of(result)));
            if (answer.isEmpty()) {
                out.printf("   expected %s, which did not arrive%n", scene.answer());
                return false;
            }
            userId = answer.get().userId();
        }
        return noticed(scene, String.valueOf(userId));
    }

    private boolean noticed(Scene scene, String userId) throws InterruptedException {
        Optional<UserEvent> event = poll.within(
                PATIENCE,
                () -> users.all().stream()
                        .filter(each -> scene.explains(each.change(), userId))
                        .findFirst());
        users.all().stream()
                .filter(each -> each.change().key().vendor().equals(scene.vendor())
                        && each.change().key().userId().equals(userId)
                        && shown.add(each.id()))
                .forEach(each -> out.println("   " + promptness.line(each)));
        if (event.isEmpty()) {
            out.printf("   expected %s of %s, which did not arrive%n", scene.event(), userId);
        }
        return event.isPresent();
    }
}
