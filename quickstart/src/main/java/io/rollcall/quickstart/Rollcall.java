package io.rollcall.quickstart;

import io.rollcall.simulator.SimulatorMain;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** The {@code rollcall} command. */
public final class Rollcall {
    private static final String USAGE = """
            Usage: ./rollcall quickstart [--once] [--kafka-port N] [--connect-port N] [--registry-port N] [--simulator-port N]
                   ./rollcall send VENDOR OPERATION --tenant NAME WHO [WHAT] [HOW] CLUSTER
                   ./rollcall watch users|results [--topic NAME] [--from-beginning] CLUSTER
                   ./rollcall budget VENDOR LICENCE [--replay] --bootstrap HOST:PORT [--config FILE]
                   ./rollcall simulator [--port N] [--users N] [--host ADDRESS]
                   ./rollcall benchmark [--commands | --webhooks | --budget] [--users N | --quick]

            quickstart  starts a Kafka broker, a Connect worker with the packaged connectors, a schema registry and four
                        simulated vendors; changes some users by commands and some at the vendors, and shows the answers and
                        the change events as they arrive
              --once    plays the story, checks that every expected answer and event arrived, and stops; exit status 0 or 1
              ports     are free ones unless given

            send        writes one command and waits for its answers; exit status 0 when it is done, needed nothing or was
                        simulated, else 1
              VENDOR    olark, livechat, gladly or talkdesk
              OPERATION create, upsert, update, activate, deactivate, delete, rename, set-memberships or verify
              WHO       --user-id ID, --external-id ID, --user-name NAME or --email ADDRESS; --subject-key KEY when the
                        person has had commands under another key
              WHAT      --name, --title, --language, --timezone, --phone, --new-email TEXT; --clear ATTRIBUTE; and any number
                        of --role, --group, --team, --inbox, --ring-group add:NAME, remove:NAME or replace:NAME
              HOW       --hard deletes for good, --dry-run changes nothing, --recreate lets a rename make the user anew,
                        --override WHO passes the guard against mass removals, --command-id ID, --wait SECONDS (60),
                        --topic NAME (rollcall.commands), --results NAME (the topic's name and .results)

            watch       shows change events (of rollcall.users) or answers to commands (rollcall.commands.results) as they come

              CLUSTER   --bootstrap HOST:PORT --registry URL, and --config FILE with whatever else Kafka's clients and
                        the registry's need, such as security.protocol and basic.auth.user.info

            budget      shows every second what a licence's rate budget allows, who uses it and who waits
              LICENCE   the connectors' budget.licence, or else their tenant
              --replay  computes its whole topic anew instead, and says what is wrong with it; exit status 0 or 1

            simulator   runs the four simulated vendors alone, for a worker of your own

            benchmark   measures requests, times, offsets, heap and restart of sources, the speed of a sink, and webhooks,
                        in some minutes; exit status 1 when something does not hold that has to; docs/benchmark.md says how to read it
              --commands  the sink alone
              --webhooks  webhooks alone
              --budget  the rate budget alone
              --users   so many of each vendor, 10,000 unless given
              --quick   500 of each vendor, for a first look
            """;

    private Rollcall() {}

    /** Exit status 0 when all went well, 1 when not, 2 when the command was not understood. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), out));
    }

    /** What was understood, ready to go. */
    @FunctionalInterface
    private interface Command {
        boolean run() throws InterruptedException;
    }

    private static int run(List<String> args, PrintStream out) throws InterruptedException {
        String name = args.isEmpty() ? "help" : args.get(0);
        if (name.equals("help") || args.contains("--help") || args.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        try {
            return command(name, args.subList(Math.min(1, args.size()), args.size()), out)
                            .run()
                    ? 0
                    : 1;
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
        } catch (StackException failed) {
            out.println();
            out.println("The " + name + " stopped: " + failed.getMessage());
            return 1;
        }
        out.println("./rollcall help says what there is.");
        return 2;
    }

    private static boolean benchmark(BenchmarkOptions options, PrintStream out) throws InterruptedException {
        return switch (options.part()) {
            case ALL -> Benchmark.run(options, out);
            case COMMANDS -> CommandsBenchmark.run(options.users());
            case WEBHOOKS -> WebhookBenchmark.run(out);
            case BUDGET -> BudgetBenchmark.run(out);
        };
    }

    private static Command command(String name, List<String> words, PrintStream out) {
        return switch (name) {
            case "quickstart" -> {
                QuickstartOptions options = QuickstartOptions.parse(words);
                yield () -> Quickstart.run(options, out);
            }
            case "send" -> {
                SendOptions options = SendOptions.parse(words);
                yield () -> Send.run(options, out, InstantSource.system());
            }
            case "watch" -> {
                WatchOptions options = WatchOptions.parse(words);
                yield () -> Watch.run(options, out);
            }
            case "budget" -> {
                BudgetOptions options = BudgetOptions.parse(words);
                yield () -> Budget.run(options, out, InstantSource.system());
            }
            case "benchmark" -> {
                BenchmarkOptions options = BenchmarkOptions.parse(words);
                yield () -> benchmark(options, out);
            }
            case "simulator" ->
                () -> {
                    SimulatorMain.main(words.toArray(String[]::new));
                    return true;
                };
            default -> throw new IllegalArgumentException("There is no command " + name);
        };
    }
}
