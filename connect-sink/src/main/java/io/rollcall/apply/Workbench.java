package io.rollcall.apply;

import io.rollcall.vendor.Capabilities;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Puts together what a command passes through. */
final class Workbench {
    private Workbench() {}

    static Together of(
            ApplySettings settings,
            Capabilities capabilities,
            Book book,
            Quarantine quarantine,
            RemovalWindow removals,
            InstantSource clock,
            RandomGenerator random) {
        Answers answers = new Answers(settings, clock);
        Rules rules = new Rules(capabilities);
        Guards guards = new Guards(settings, capabilities, removals, clock);
        Sender sender = new Sender(book, answers, quarantine, capabilities.forbiddenCreateMeansNoSeat(), clock);
        Admins admins = new Admins(capabilities, settings.minAdmins(), book, sender, clock, random);
        Creation creation =
                new Creation(capabilities, settings.mailsAcknowledged(), book, answers, sender, rules, clock);
        Renaming renaming = new Renaming(capabilities, creation, sender, guards, clock);
        Operations operations = new Operations(
                capabilities,
                new Resolver(capabilities),
                new References(),
                guards,
                admins,
                creation,
                renaming,
                sender,
                answers);
        Work work = new Work(settings, book, answers, rules, guards, quarantine, operations, clock);
        return new Together(work, book, answers, clock);
    }
}
