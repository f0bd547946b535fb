package io.rollcall.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.Lookup;
import io.rollcall.vendor.Page;
import io.rollcall.vendor.Paging;
import io.rollcall.vendor.VendorException;
import io.rollcall.vendor.VendorFacts;
import io.rollcall.vendor.Vendors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The ground plan: pure decisions inside, vendors over HTTP around them, Kafka Connect outermost, and arrows that point
 * inwards only.
 */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.rollcall");
    private static final String[] PURE = {"io.rollcall.user..", "io.rollcall.command..", "io.rollcall.detect.."};
    private static final String[] SHELLS = {"io.rollcall.source..", "io.rollcall.sink.."};
    private static final String[] OUTWARD = {
        "io.rollcall.vendor..", "io.rollcall.http..", "io.rollcall.budget..", "io.rollcall.config.."
    };
    private static final String[] PRODUCT = {
        "io.rollcall.user..",
        "io.rollcall.command..",
        "io.rollcall.schema..",
        "io.rollcall.detect..",
        "io.rollcall.apply..",
        "io.rollcall.vendor..",
        "io.rollcall.http..",
        "io.rollcall.budget..",
        "io.rollcall.config..",
        "io.rollcall.plugin..",
        "io.rollcall.webhook..",
        "io.rollcall.source..",
        "io.rollcall.sink.."
    };
    private static final int LONGEST_FILE = 300;

    @Test
    void decisionsKnowOnlyValues() {
        ArchRule rule = classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java.lang..",
                                "java.math..",
                                "java.nio.charset..",
                                "java.security..",
                                "java.time..",
                                "java.util..",
                                "com.fasterxml.jackson..",
                                "org.jspecify..")
                        .or(resideInAnyPackage(PURE))
                        .or(belongToAnyOf(
                                Failure.class,
                                Lookup.class,
                                Page.class,
                                Paging.class,
                                VendorException.class,
                                VendorFacts.class))
                        .or(belongToAnyOf(
                                IOException.class,
                                Serializable.class,
                                InputStream.class,
                                OutputStream.class,
                                FilterInputStream.class,
                                FilterOutputStream.class,
                                ByteArrayInputStream.class,
                                ByteArrayOutputStream.class)))
                .because("what changed must be decidable from values alone, in virtual time and without a network."
                        + " Do the I/O in io.rollcall.source and hand its result in");
        rule.check(CODE);
    }

    @Test
    void decisionsAreToldTheTime() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(belongToAnyOf(Clock.class, InstantSource.class, Thread.class, Random.class)
                        .or(resideInAPackage("java.util.concurrent..")))
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .because("tests of decisions run in virtual time, on one thread. Take the time as a parameter");
        rule.check(CODE);
    }

    @Test
    void commandsAreAppliedWithoutKafkaOrSockets() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.rollcall.apply..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "org.apache.kafka..", "okhttp3..", "okio..", "java.net..", "java.nio.channels..")
                        .or(resideInAPackage("io.rollcall..")
                                .and(not(resideInAnyPackage(
                                        "io.rollcall.apply..",
                                        "io.rollcall.user..",
                                        "io.rollcall.command..",
                                        "io.rollcall.schema..",
                                        "io.rollcall.vendor..")))))
                .because(
                        "a test must be able to stop a command at every step of its way. Take what does the I/O as a port,"
                                + " and give it an implementation in io.rollcall.sink");
        rule.check(CODE);
    }

    @Test
    void commandsAreAppliedInAGivenTimeOnGivenThreads() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.rollcall.apply..")
                .should()
                .dependOnClassesThat(belongToAnyOf(Clock.class, Random.class, Executors.class))
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .because(
                        "tests of decisions run in virtual time. Take the time source, the random numbers and the executor"
                                + " as parameters");
        rule.check(CODE);
    }

    @Test
    void usersKnowNobody() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.rollcall.user..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.rollcall..").and(not(resideInAPackage("io.rollcall.user.."))))
                .because("the domain is what all others agree on. Move what needs another package there");
        rule.check(CODE);
    }

    @Test
    void commandsKnowUsersOnly() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.rollcall.command..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.rollcall..")
                        .and(not(resideInAnyPackage("io.rollcall.command..", "io.rollcall.user.."))))
                .because("they are part of what all others agree on. Move what needs another package there");
        rule.check(CODE);
    }

    @Test
    void sourcesAndSinksDoNotKnowEachOther() {
        ArchRule rule = slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return switch (type.getPackageName()) {
                            case "io.rollcall.source", "io.rollcall.detect", "io.rollcall.webhook" ->
                                SliceIdentifier.of("source");
                            case "io.rollcall.sink", "io.rollcall.apply" -> SliceIdentifier.of("sink");
                            default -> SliceIdentifier.ignore();
                        };
                    }

                    @Override
                    public String getDescription() {
                        return "the two kinds of connectors";
                    }
                })
                .should()
                .notDependOnEachOther()
                .because(
                        "they are two plugins, each without the other's jar. Put what both need into io.rollcall.plugin or"
                                + " another package of connect-core");
        rule.check(CODE);
    }

    @Test
    void vendorsKnowNeitherDetectionNorConnect() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(OUTWARD)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.rollcall.source..",
                        "io.rollcall.detect..",
                        "io.rollcall.sink..",
                        "io.rollcall.apply..",
                        "io.rollcall.plugin..",
                        "org.apache.kafka.connect.."))
                .because(
                        "sources and sinks use the same vendors, and only shells know Connect. Pass in what is needed");
        rule.check(CODE);
    }

    @Test
    void ofKafkaVendorsKnowSettingsOnly() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(OUTWARD)
                .and(not(resideInAPackage("io.rollcall.budget.log..")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka..")
                        .and(not(resideInAPackage("org.apache.kafka.common.config.."))))
                .because(
                        "settings are all that a vendor has to do with Kafka, and the log of a budget all that a budget has."
                                + " Use it in io.rollcall.plugin or a shell");
        rule.check(CODE);
    }

    @Test
    void onePackageKnowsTheHttpClient() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("io.rollcall.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..")
                .because("budget, retries and redaction hold only for requests that go through io.rollcall.http."
                        + " Send a Request through JsonHttp");
        rule.check(CODE);
    }

    @Test
    void onePackageKnowsTheHttpServer() {
        ArchRule rule = noClasses()
                .that(resideInAnyPackage(PRODUCT).and(not(resideInAPackage("io.rollcall.webhook.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .because("limits and deadlines hold only for what comes in through io.rollcall.webhook."
                        + " Give it an Inbox");
        rule.check(CODE);
    }

    @Test
    void whoeverTakesWebhooksDecidesNothing() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.rollcall.webhook..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.rollcall.detect..",
                        "io.rollcall.source..",
                        "io.rollcall.http..",
                        "org.apache.kafka.connect..")
                .because("strangers reach that package. What a webhook leads to is decided behind an Inbox");
        rule.check(CODE);
    }

    @Test
    void nobodyElseOpensSockets() {
        ArchRule rule = noClasses()
                .that(resideInAnyPackage(PRODUCT)
                        .and(not(resideInAnyPackage("io.rollcall.http..", "io.rollcall.webhook.."))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "javax.net..")
                        .or(DescribedPredicate.describe(
                                "are sockets or connections",
                                type -> type.getPackageName().equals("java.net")
                                        && type.getSimpleName().matches(".*(Socket|Connection).*"))))
                .because("budget, retries and redaction hold only for requests that go through io.rollcall.http."
                        + " Send a Request through JsonHttp");
        rule.check(CODE);
    }

    @Test
    void vendorsDoNotKnowEachOther() {
        ArchRule rule = slices().matching("io.rollcall.vendor.(*)..")
                .should()
                .notDependOnEachOther()
                .because("a fifth vendor must not move the other four. Put what two share into io.rollcall.vendor");
        rule.check(CODE);
    }

    @Test
    void onlyTheListOfVendorsNamesOne() {
        ArchRule rule = noClasses()
                .that(not(resideInAPackage("io.rollcall.vendor.(*)..")).and(not(belongToAnyOf(Vendors.class))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.rollcall.vendor.(*)..")
                .because(
                        "a fifth vendor is a package and a line in Vendors. Ask the Vendor, its Account or its VendorFacts");
        rule.check(CODE);
    }

    @Test
    void theSimulatorSharesNoCodeWithWhatItTests() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.rollcall.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PRODUCT)
                .because("a fake that shared code with the clients would share their mistakes. Write it again there");
        rule.check(CODE);
    }

    @Test
    void namesSayWhatAClassIs() {
        ArchRule rule = noClasses()
                .should()
                .haveNameMatching(".*\\.(Abstract|Base)[A-Z][^.]*")
                .orShould()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
                .because("these names fit any class, so they describe none. Name the role it plays");
        rule.check(CODE);
    }

    @Test
    void noDrawers() {
        ArchRule rule = noClasses()
                .should()
                .resideInAnyPackage("..common..", "..util..", "..utils..", "..helper..", "..misc..")
                .because("a package is a room with a purpose. Put the class where it is used");
        rule.check(CODE);
    }

    @Test
    void nothingIsPrinted() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(PRODUCT)
                .should(ACCESS_STANDARD_STREAMS)
                .because("a worker's standard output is nobody's log. Use SLF4J");
        rule.check(CODE);
    }

    @Test
    void nothingSleeps() {
        ArchRule rule = noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("a sleeping thread cannot be closed promptly. Wait on something that close() ends");
        rule.check(CODE);
    }

    @Test
    void oneWayToLog() {
        ArchRule rule =
                NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.because("workers configure SLF4J and nothing else. Use it");
        rule.check(CODE);
    }

    @Test
    void onlyShellsExtendConnect() {
        ArchRule rule = classes()
                .that(DescribedPredicate.describe(
                        "extend a class of Connect's",
                        (JavaClass type) -> type.getAllRawSuperclasses().stream()
                                .anyMatch(parent -> parent.getPackageName().startsWith("org.apache.kafka.connect"))))
                .should()
                .resideInAnyPackage(SHELLS)
                .because("Connect makes its own instances, so these are shells. Keep the work in other classes");
        rule.check(CODE);
    }

    /** The reader's measure, and that of the next change: what does not fit two screens does too much. */
    @Test
    void noSourceFileOfTheProductIsLongerThanThreeHundredLines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        int files = 0;
        for (String module : List.of("schemas", "connect-core", "connect-source", "connect-sink", "simulator")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : sources.filter(path -> path.toString().endsWith(".java"))
                        .toList()) {
                    files++;
                    long lines = Files.readString(file)
                            .lines()
                            .filter(line -> !line.startsWith("import "))
                            .count();
                    if (lines > LONGEST_FILE) {
                        tooLong.add(file + ": " + lines);
                    }
                }
            }
        }
        assertThat(files).isGreaterThan(100);
        assertThat(tooLong)
                .as(
                        "files of more than %s lines without imports; give part of the work a class of its own",
                        LONGEST_FILE)
                .isEmpty();
    }
}
