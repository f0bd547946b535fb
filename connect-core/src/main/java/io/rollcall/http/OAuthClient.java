package io.rollcall.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How to get tokens: an OAuth 2.0 client without a user in front of it.
 *
 * @param tokenUrl absolute address of the token endpoint
 * @param tokenUrlSetting the setting it comes from
 * @param authentication how the client says who it is
 * @param id the client's id
 * @param secret the client's secret
 * @param refreshToken to use the refresh_token grant with; null for client_credentials
 * @param scope null to ask for none
 * @param lifetime of a token whose answer does not say
 * @param settings the settings to look at when tokens are refused, for messages
 */
public record OAuthClient(
        String tokenUrl,
        String tokenUrlSetting,
        Authentication authentication,
        String id,
        Password secret,
        @Nullable Password refreshToken,
        @Nullable String scope,
        Duration lifetime,
        String settings) {

    /** Where a token request carries id and secret. */
    public enum Authentication {
        /** As form fields. */
        POST,
        /** In a Basic Authorization header. */
        BASIC
    }

    /** @param current the refresh token to use, which a vendor may have replaced since the configured one */
    Request request(@Nullable Password current) {
        List<Request.Param> form = new ArrayList<>();
        if (current == null) {
            form.add(new Request.Param("grant_type", "client_credentials"));
        } else {
            form.add(new Request.Param("grant_type", "refresh_token"));
            form.add(new Request.Param("refresh_token", current.value()));
        }
        if (scope != null) {
            form.add(new Request.Param("scope", scope));
        }
        if (authentication == Authentication.POST) {
            form.add(new Request.Param("client_id", id));
            form.add(new Request.Param("client_secret", secret.value()));
        }
        Request request = Request.form(OAuthCredentials.REQUEST, tokenUrl, tokenUrlSetting, form);
        return authentication == Authentication.BASIC
                ? request.header("Authorization", BasicCredentials.encode(id, secret.value()))
                : request;
    }
}
