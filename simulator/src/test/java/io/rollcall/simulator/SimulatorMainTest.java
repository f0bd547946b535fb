package io.rollcall.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SimulatorMainTest {

    @Test
    void aProcessOfItsOwnServesSeededVendorsAndEndsOnSigterm() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorMain.class.getName(),
                        "--port",
                        "0",
                        "--users",
                        "7")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = out.readLine();
            String url = ready.substring(ready.indexOf("http://"));
            // The hung request must not keep the process alive.
            Web admin = Web.open(url);
            admin.post("/vendors/gladly/faults", "{\"kind\":\"hang\"}");
            var hung = Web.open(url.replace("/__rollcall", "/gladly/api/v1"))
                    .basic("gladly-primary-user", "gladly-primary-secret")
                    .sendLater("GET", "/agents", "");

            assertThat(admin.get("/vendors/olark/users").json()).hasSize(7);
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            // 128 + 15: the signal ended it, nothing had to force it.
            assertThat(process.exitValue()).isEqualTo(143);
            Awaitility.await().until(hung::isDone);
        } finally {
            process.destroyForcibly();
        }
    }
}
