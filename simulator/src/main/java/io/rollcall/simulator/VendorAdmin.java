package io.rollcall.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** The admin routes of one vendor; {@code ?account=second} turns the data routes to the second account. */
final class VendorAdmin {

    private final SimulatedVendor vendor;

    VendorAdmin(SimulatedVendor vendor) {
        this.vendor = vendor;
    }

    Answer answer(Call call) {
        String name = call.query().getOrDefault("account", SimulatedVendor.PRIMARY);
        SimulatedAccount account = vendor.account(name);
        if (call.startsWith("webhooks")) {
            return new WebhookAdmin(vendor.webhooks()).answer(call.below(), account);
        }
        return users(call, account)
                .or(() -> tables(call, account))
                .or(() -> behaviour(call))
                .or(() -> rest(call, account))
                .orElseThrow(() -> new NoSuchElementException("no such admin resource"));
    }

    private Optional<Answer> users(Call call, SimulatedAccount account) {
        if (!call.startsWith("users")) {
            return Optional.empty();
        } else if (call.is("GET", "users")) {
            return ok(Json.array(account.users()));
        } else if (call.is("POST", "users")) {
            return Optional.of(
                    Answer.json(201, account.create(call.json(), call.number("position", Integer.MAX_VALUE))));
        } else if (call.path().size() < 2) {
            return Optional.empty();
        }
        String id = call.path().get(1);
        if (call.is("GET", "users", "*")) {
            return ok(account.find(id).orElseThrow(() -> new NoSuchElementException("no such user")));
        } else if (call.is("PATCH", "users", "*")) {
            return ok(account.change(id, call.json()));
        } else if (call.is("DELETE", "users", "*")) {
            account.delete(id);
            return done();
        } else if (call.is("POST", "users", "*", "rename")) {
            return ok(account.rename(id, Json.text(call.json(), "id")));
        }
        return Optional.empty();
    }

    private Optional<Answer> tables(Call call, SimulatedAccount account) {
        if (!call.startsWith("tables") || call.path().size() < 2) {
            return Optional.empty();
        }
        String table = call.path().get(1);
        if (table.equals(Tables.USERS)) {
            throw new IllegalArgumentException("users have routes of their own");
        } else if (call.is("GET", "tables", "*")) {
            return ok(Json.array(account.rows(table)));
        } else if (call.is("POST", "tables", "*")) {
            return Optional.of(Answer.json(201, account.put(table, call.json())));
        } else if (call.is("DELETE", "tables", "*", "*")) {
            account.remove(table, call.path().get(2));
            return done();
        } else if (call.is("PUT", "tables", "*", "*", "members", "*")) {
            account.join(table, call.path().get(2), call.path().get(4));
            return done();
        } else if (call.is("DELETE", "tables", "*", "*", "members", "*")) {
            account.leave(table, call.path().get(2), call.path().get(4));
            return done();
        }
        return Optional.empty();
    }

    private Optional<Answer> behaviour(Call call) {
        if (call.is("GET", "settings")) {
            return ok(vendor.settings().toJson());
        } else if (call.is("PATCH", "settings")) {
            call.json().properties().forEach(field -> {
                Setting setting = Setting.ofKey(field.getKey())
                        .orElseThrow(() -> new IllegalArgumentException("no setting " + field.getKey()));
                vendor.set(setting, field.getValue().asText());
            });
            return ok(vendor.settings().toJson());
        } else if (call.is("GET", "faults")) {
            return ok(Json.tree(vendor.faults()));
        } else if (call.is("POST", "faults")) {
            vendor.inject(InjectedFault.fromJson(call.json()));
            return done();
        } else if (call.is("DELETE", "faults")) {
            vendor.clearFaults();
            return done();
        } else if (call.is("POST", "drift")) {
            return drift(call);
        } else if (call.is("DELETE", "drift")) {
            vendor.clearDrift();
            return done();
        }
        return Optional.empty();
    }

    /** {@code {"page":2,"when":"before|after","mutations":[{"op":"create|change|delete|rename", …}]}}, on the primary account. */
    private Optional<Answer> drift(Call call) {
        ObjectNode json = call.json();
        Runnable mutation = () -> json.path("mutations").forEach(each -> mutate((ObjectNode) each));
        if (json.path("when").asText("before").equals("after")) {
            vendor.afterPage(json.path("page").asInt(1), mutation);
        } else {
            vendor.beforePage(json.path("page").asInt(1), mutation);
        }
        return done();
    }

    private void mutate(ObjectNode mutation) {
        SimulatedAccount account = vendor.primary();
        String id = Json.text(mutation, "id");
        switch (Json.text(mutation, "op")) {
            case "create" ->
                account.create(
                        mutation.withObjectProperty("user"),
                        mutation.path("position").asInt(Integer.MAX_VALUE));
            case "change" -> account.change(id, mutation.withObjectProperty("patch"));
            case "rename" -> account.rename(id, Json.text(mutation, "newId"));
            case "delete" -> account.delete(id);
            default -> throw new IllegalArgumentException("unknown op");
        }
    }

    private Optional<Answer> rest(Call call, SimulatedAccount account) {
        if (call.is("POST", "seed")) {
            account.seed(call.json().path("users").asInt());
            return done();
        } else if (call.is("GET", "state")) {
            return ok(account.state());
        } else if (call.is("POST", "reset")) {
            vendor.reset();
            return done();
        } else if (call.is("GET", "stats")) {
            return ok(vendor.stats());
        } else if (call.is("GET", "credentials")) {
            return ok(Json.tree(vendor.credentials(account.name())));
        } else if (call.is("PATCH", "credentials")) {
            Map<String, String> values = new TreeMap<>();
            call.json()
                    .properties()
                    .forEach(
                            field -> values.put(field.getKey(), field.getValue().asText()));
            vendor.setCredentials(account.name(), values);
            return done();
        } else if (call.is("POST", "tokens", "revoke")) {
            vendor.revokeTokens();
            return done();
        }
        return Optional.empty();
    }

    private static Optional<Answer> ok(JsonNode body) {
        return Optional.of(Answer.ok(body));
    }

    private static Optional<Answer> done() {
        return Optional.of(Answer.empty(204));
    }
}
