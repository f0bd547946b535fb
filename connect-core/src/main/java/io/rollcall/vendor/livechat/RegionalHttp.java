package io.rollcall.vendor.livechat;

import io.rollcall.http.Answer;
import io.rollcall.http.Credentials;
import io.rollcall.http.JsonHttp;
import io.rollcall.http.Request;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the region that a licence lives in: the one that was set, or that the token begins with, or that
 * LiveChat named when it refused another.
 */
final class RegionalHttp implements JsonHttp {
    static final Set<String> REGIONS = Set.of("dal", "fra");

    private static final String HEADER = "X-Region";
    private static final Pattern TOKEN = Pattern.compile("Bearer (dal|fra):.*");

    private final JsonHttp http;
    private final Credentials credentials;
    private volatile @Nullable String region;

    /**
     * @param region the region to begin with; null to go by the token
     */
    RegionalHttp(JsonHttp http, Credentials credentials, @Nullable String region) {
        this.http = http;
        this.credentials = credentials;
        this.region = region;
    }

    @Override
    public Answer send(Request request) {
        String asked = region == null ? fromToken() : region;
        try {
            return http.send(in(asked, request));
        } catch (VendorException e) {
            String other = e.failure() instanceof Failure.WrongRegion wrong ? other(wrong.region(), asked) : null;
            if (other == null) {
                throw blamed(e);
            }
            Answer answer = elsewhere(in(other, request));
            region = other;
            return answer;
        }
    }

    private Answer elsewhere(Request request) {
        try {
            return http.send(request);
        } catch (VendorException e) {
            throw blamed(e);
        }
    }

    private static VendorException blamed(VendorException e) {
        return e.failure() instanceof Failure.WrongRegion
                ? new VendorException(e.failure(), e.getMessage() + " Check " + LiveChatVendor.REGION + ".", e)
                : e;
    }

    private static Request in(@Nullable String region, Request request) {
        return region == null ? request : request.header(HEADER, region);
    }

    private @Nullable String fromToken() {
        String header = credentials.header();
        Matcher token = TOKEN.matcher(header == null ? "" : header);
        return token.matches() ? token.group(1) : null;
    }

    private static @Nullable String other(@Nullable String named, @Nullable String asked) {
        if (named != null) {
            return REGIONS.contains(named) && !named.equals(asked) ? named : null;
        }
        return "dal".equals(asked) ? "fra" : "fra".equals(asked) ? "dal" : null;
    }
}
