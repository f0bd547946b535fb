package io.rollcall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessIT {

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final StackHome HOME = StackHome.ofSystemProperty();

    @TempDir
    private Path folder;

    /** Stands for a broker: runs until somebody ends it. */
    static final class Child {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("child is up");
            new CountDownLatch(1).await();
        }
    }

    /** Stands for the quickstart or a test: starts a child and tells its process id. */
    static final class Parent {
        public static void main(String[] arguments) throws InterruptedException {
            JavaProcess child = child(Path.of(arguments[0]));
            child.launch();
            child.awaitReady();
            System.out.println(child.pid());
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aChildDoesNotOutliveAParentThatWasKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Drollcall.stack.home=" + HOME.directory(),
                        "-cp",
                        CLASS_PATH,
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            parent.destroyForcibly().waitFor();

            child.onExit().get(10, TimeUnit.SECONDS);
            assertThat(child.isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aProcessThatDoesNotComeUpIsReportedWithWhatItSaid() {
        JavaProcess process = new JavaProcess(
                "broken", HOME, List.of("-cp", CLASS_PATH, "no.such.Main"), log(folder), launched -> false);
        process.launch();
        assertThatThrownBy(process::awaitReady)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("The broken is not running, exit code 1")
                .hasMessageContaining("no.such.Main");
    }

    @Test
    void aProcessStartedAgainIsNotReadyBecauseOfWhatItSaidBefore() throws Exception {
        JavaProcess process = child(folder);
        process.launch();
        process.awaitReady();
        assertThatThrownBy(process::launch).isInstanceOf(IllegalStateException.class);
        process.kill();

        assertThatThrownBy(process::awaitReady).isInstanceOf(StackException.class);
        process.launch();
        process.awaitReady();

        process.end();
        assertThat(process.isRunning()).isFalse();
        assertThat(log(folder).text().lines()).filteredOn("child is up"::equals).hasSize(2);
    }

    private static JavaProcess child(Path folder) {
        return new JavaProcess(
                "child",
                HOME,
                List.of("-cp", CLASS_PATH, Child.class.getName()),
                log(folder),
                launched -> launched.isRunning() && launched.loggedSinceLaunch().contains("child is up"));
    }

    private static LogFile log(Path folder) {
        return new LogFile(folder.resolve("child.log"));
    }
}
