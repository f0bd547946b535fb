package io.rollcall.vendor.livechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.Answer;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.Request;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** LiveChat's list of webhooks ends as it was ordered, whatever was in it, and nobody else's are touched. */
class LiveChatRegistrationTest {
    private static final String URL = "https://hooks.example.com/livechat/acme";
    private static final int ACTIONS = LiveChatWebhooks.AGENT_ACTIONS.size() + LiveChatWebhooks.GROUP_ACTIONS.size();

    private final Licence licence = new Licence();

    private void run(String url, @Nullable String secret) {
        LiveChatRegistration registration = new LiveChatRegistration(
                new LiveChatRegistration.Order("https://api", url, "app", secret), "acme", licence);
        int before;
        boolean more;
        do {
            before = licence.requests;
            more = registration.step();
            assertThat(licence.requests - before).isLessThanOrEqualTo(1);
        } while (more);
    }

    @Test
    void everyActionIsRegisteredOnceAndTheLicencesWebhooksAreEnabled() {
        run(URL, "first");

        assertThat(licence.of(URL))
                .hasSize(ACTIONS)
                .allMatch(hook -> hook.path("secret_key").asText().equals("first"));
        assertThat(licence.enabled).isTrue();
    }

    @Test
    void whatItRegisteredBeforeIsReplacedAlsoUnderAnotherAddress() {
        run("https://hooks.example.com/before", "first");
        run(URL, "second");
        run(URL, "third");

        assertThat(licence.webhooks).hasSize(ACTIONS);
        assertThat(licence.of(URL))
                .hasSize(ACTIONS)
                .allMatch(hook -> hook.path("secret_key").asText().equals("third"));
        assertThat(licence.fewest)
                .as("each action stays registered while it is replaced")
                .isEqualTo(ACTIONS);
    }

    @Test
    void othersStayAndTheVendorsLimitIsNeverPassed() {
        for (int other = 0; other < 3; other++) {
            licence.add("agent_updated", "https://other.example.com/" + other, "somebody's");
        }
        licence.add("agent_created", "https://other.example.com/a", "somebody's");
        licence.add("agent_created", "https://other.example.com/b", "somebody's");
        run(URL, "first");
        run(URL, "second");

        assertThat(licence.of(URL)).hasSize(ACTIONS - 1);
        assertThat(licence.webhooks.values())
                .filteredOn(hook -> hook.path("url").asText().startsWith("https://other"))
                .hasSize(5);
    }

    @Test
    void withoutASecretItsOwnAreRemovedAndNothingElse() {
        licence.add("agent_created", "https://other.example.com/a", "somebody's");
        run(URL, "first");
        run(URL, null);

        assertThat(licence.webhooks).hasSize(1);
    }

    @Test
    void aRefusalEndsItAndTheNextStartBeginsAgain() {
        licence.refuseAfter = 3;
        assertThatThrownBy(() -> run(URL, "first")).isInstanceOf(VendorException.class);
        licence.refuseAfter = Integer.MAX_VALUE;
        run(URL, "first");

        assertThat(licence.webhooks).hasSize(ACTIONS);
    }

    /** A licence's webhooks, by the vendor's rules. */
    private static final class Licence implements JsonHttp {
        final Map<String, ObjectNode> webhooks = new LinkedHashMap<>();
        boolean enabled;
        int requests;
        int refuseAfter = Integer.MAX_VALUE;
        long fewest = Long.MAX_VALUE;
        private boolean complete;
        private int serial;

        void add(String action, String url, String description) {
            ObjectNode hook = JsonNodeFactory.instance.objectNode();
            hook.put("action", action).put("url", url).put("description", description);
            put(hook);
        }

        private ObjectNode put(ObjectNode hook) {
            String id = "w" + serial++;
            webhooks.put(id, hook.put("id", id));
            return JsonNodeFactory.instance.objectNode().put("id", id);
        }

        List<ObjectNode> of(String url) {
            return webhooks.values().stream()
                    .filter(hook -> hook.path("url").asText().equals(url))
                    .toList();
        }

        @Override
        public Answer send(Request request) {
            if (++requests > refuseAfter) {
                throw new VendorException(new Failure.Forbidden(), "refused", null);
            }
            ObjectNode body = (ObjectNode) Objects.requireNonNull(request.body());
            assertThat(body.path("owner_client_id").asText()).isEqualTo("app");
            JsonNode answer = switch (request.url().replaceAll(".*/", "")) {
                case "list_webhooks" -> listed();
                case "register_webhook" -> registered(body);
                case "unregister_webhook" -> {
                    webhooks.remove(body.path("id").asText());
                    yield JsonNodeFactory.instance.objectNode();
                }
                case "get_license_webhooks_state" ->
                    JsonNodeFactory.instance.objectNode().put("license_webhooks_enabled", enabled);
                case "enable_license_webhooks" -> {
                    enabled = true;
                    yield JsonNodeFactory.instance.objectNode();
                }
                default -> throw new AssertionError(request.url());
            };
            long actions = actions();
            complete |= actions == ACTIONS;
            fewest = complete ? Math.min(fewest, actions) : fewest;
            return new Answer(200, answer, Instant.EPOCH);
        }

        private long actions() {
            return webhooks.values().stream()
                    .map(hook -> hook.path("action").asText())
                    .distinct()
                    .count();
        }

        private ObjectNode registered(ObjectNode body) {
            assertThat(body.path("type").asText()).isEqualTo("license");
            assertThat(webhooks.values())
                    .filteredOn(hook -> hook.path("action").equals(body.path("action")))
                    .as("the vendor takes three")
                    .hasSizeLessThan(3);
            return put(body.deepCopy());
        }

        private ArrayNode listed() {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            List<ObjectNode> copies = new ArrayList<>(webhooks.values());
            copies.forEach(hook -> {
                ObjectNode shown = hook.deepCopy();
                shown.remove("secret_key");
                all.add(shown);
            });
            return all;
        }
    }
}
