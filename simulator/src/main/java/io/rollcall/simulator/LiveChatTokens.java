package io.rollcall.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** LiveChat's accounts server: two grants, tokens with a region prefix, and the credentials that open the Configuration API. */
final class LiveChatTokens {

    private static final String SCOPE = "agents--all:ro,agents--all:rw,groups--all:ro,groups--all:rw";
    private static final String WEBHOOK_SCOPE = ",webhooks.configuration:rw";

    /** The vendor keeps so many access tokens per client and revokes the oldest beyond that. */
    private static final int MOST_LIVE = 25;

    private final VendorContext context;

    LiveChatTokens(VendorContext context) {
        this.context = context;
    }

    Caller caller(Call call, boolean atTokenEndpoint) {
        if (atTokenEndpoint) {
            return client(call);
        }
        return Credentials.bearer(call)
                .map(this::bearer)
                .or(() -> Credentials.basic(call)
                        .map(pair -> new Caller(
                                "pat",
                                context.credentials()
                                        .account(Map.of("patAccountId", pair.user(), "patToken", pair.password())))))
                .orElse(Caller.ANONYMOUS);
    }

    private Caller bearer(String token) {
        String fixed = context.credentials().account(Map.of("bearerToken", token));
        return fixed != null
                ? new Caller("static-bearer", fixed)
                : new Caller("bearer", context.tokens().account(token));
    }

    /** The client of a token request: its id and secret in the body or as Basic, and for a refresh the refresh token too. */
    private Caller client(Call call) {
        Map<String, String> parameters = parameters(call);
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("clientId", parameters.getOrDefault("client_id", ""));
        shown.put("clientSecret", parameters.getOrDefault("client_secret", ""));
        Credentials.basic(call).ifPresent(pair -> {
            shown.put("clientId", pair.user());
            shown.put("clientSecret", pair.password());
        });
        String refresh = parameters.get("refresh_token");
        if (refresh != null) {
            shown.put("refreshToken", refresh);
        }
        String kind = refresh != null ? "refresh-token" : "client";
        return new Caller(kind, context.credentials().account(shown));
    }

    Answer issue(Call call, Caller caller) {
        @Nullable String account = caller.account();
        String grant = parameters(call).getOrDefault("grant_type", "");
        boolean known = grant.equals("refresh_token")
                || (grant.equals("client_credentials") && context.settings().on(Setting.CLIENT_CREDENTIALS));
        if (!known) {
            return refused(400, "unsupported_grant_type");
        }
        if (account == null || (grant.equals("refresh_token") && !caller.kind().equals("refresh-token"))) {
            return refused(401, caller.kind().equals("client") ? "invalid_client" : "invalid_grant");
        }
        int life = context.settings().number(Setting.TOKEN_LIFE_SECONDS);
        return Answer.ok(Json.object()
                .put("access_token", context.tokens().issue("dal:", account, life, MOST_LIVE))
                .put("account_id", uuid("account-" + account))
                .put("expires_in", life)
                .put("organization_id", organization(account))
                .put("refresh_token", context.credentials().of(account).getOrDefault("refreshToken", ""))
                .put("scope", context.settings().on(Setting.WEBHOOK_SCOPE) ? SCOPE + WEBHOOK_SCOPE : SCOPE)
                .put("token_type", "Bearer"));
    }

    private static Map<String, String> parameters(Call call) {
        try {
            return call.parameters();
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    private static Answer refused(int status, String error) {
        return Answer.json(
                status,
                Json.object()
                        .put("error", error)
                        .put("error_description", "The request was refused")
                        .put("request_id", "0"));
    }

    /** The client that an access token was issued to; empty for a personal access token, which belongs to none. */
    String clientId(Caller caller) {
        @Nullable String account = caller.account();
        return account == null || !caller.kind().endsWith("bearer")
                ? ""
                : context.credentials().of(account).getOrDefault("clientId", "");
    }

    static String organization(String account) {
        return uuid("organization-" + account);
    }

    static String uuid(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
