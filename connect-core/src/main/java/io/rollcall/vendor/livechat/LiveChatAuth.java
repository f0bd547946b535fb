package io.rollcall.vendor.livechat;

import static io.rollcall.vendor.VendorSettings.required;
import static io.rollcall.vendor.VendorSettings.secret;

import io.rollcall.config.VendorUrl;
import io.rollcall.http.BasicCredentials;
import io.rollcall.http.BearerCredentials;
import io.rollcall.http.Credentials;
import io.rollcall.http.Http;
import io.rollcall.http.OAuthClient;
import io.rollcall.http.OAuthCredentials;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;

/** The ways to log in to LiveChat. */
enum LiveChatAuth {
    CLIENT_CREDENTIALS {
        @Override
        Function<Http, Credentials> login(AbstractConfig settings) {
            return tokens(settings, false);
        }
    },
    REFRESH_TOKEN {
        @Override
        Function<Http, Credentials> login(AbstractConfig settings) {
            return tokens(settings, true);
        }
    },
    BEARER {
        @Override
        Function<Http, Credentials> login(AbstractConfig settings) {
            Password token = secret(settings, LiveChatVendor.BEARER_TOKEN, advice("an access token"));
            Credentials credentials = new BearerCredentials("Bearer", token, LiveChatVendor.BEARER_TOKEN);
            return http -> credentials;
        }
    },
    PAT {
        @Override
        Function<Http, Credentials> login(AbstractConfig settings) {
            String account =
                    required(settings, LiveChatVendor.ACCOUNT_ID, advice("the account id of the token's owner"));
            Password token = secret(settings, LiveChatVendor.PAT, advice("a personal access token"));
            Credentials credentials =
                    new BasicCredentials(account, token, LiveChatVendor.ACCOUNT_ID + " and " + LiveChatVendor.PAT);
            return http -> credentials;
        }
    };

    // LiveChat always says how long a token lives; this is what it says.
    private static final Duration TOKEN_LIFE = Duration.ofHours(8);

    /**
     * Reads the settings of this way.
     *
     * @return makes the credentials for an account that is opened
     * @throws org.apache.kafka.common.config.ConfigException naming the setting that is missing
     */
    abstract Function<Http, Credentials> login(AbstractConfig settings);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(LiveChatAuth::word).toList();
    }

    static LiveChatAuth of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    Function<Http, Credentials> tokens(AbstractConfig settings, boolean refreshing) {
        String id = required(settings, LiveChatVendor.CLIENT_ID, advice("the client id of the app"));
        Password clientSecret = secret(settings, LiveChatVendor.CLIENT_SECRET, advice("the client secret of the app"));
        Password refreshToken =
                refreshing ? secret(settings, LiveChatVendor.REFRESH_TOKEN, advice("the app's refresh token")) : null;
        OAuthClient client = new OAuthClient(
                VendorUrl.read(settings, LiveChatVendor.TOKEN_URL),
                LiveChatVendor.TOKEN_URL,
                OAuthClient.Authentication.POST,
                id,
                clientSecret,
                refreshToken,
                null,
                TOKEN_LIFE,
                LiveChatVendor.CLIENT_ID + ", " + LiveChatVendor.CLIENT_SECRET
                        + (refreshing ? ", " + LiveChatVendor.REFRESH_TOKEN : "") + " and " + LiveChatVendor.AUTH);
        return http -> new OAuthCredentials(client, http);
    }

    String advice(String what) {
        return "With " + LiveChatVendor.AUTH + "=" + word() + " it has to be " + what
                + ", from LiveChat's Developer Console.";
    }
}
