package io.rollcall.http;

import io.rollcall.budget.Priority;
import io.rollcall.vendor.Failure;
import io.rollcall.vendor.VendorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Tokens from a token endpoint, kept in memory and shared by everybody in this worker with equal credentials.
 *
 * <p>One thread fetches while the others wait. A token is replaced at four fifths of its life; should that fail for a
 * passing reason, the old one serves on. A token that the vendor refuses is forgotten.
 */
public final class OAuthCredentials implements Credentials {
    /** How a request for a token is named in metrics. */
    public static final String REQUEST = "request token";

    /** Everybody waits for it, those too who take somebody's access away, and it is one request in a token's life. */
    private static final Turn FIRST = new Turn(Priority.DEPROVISION, () -> true);

    private final OAuthClient client;
    private final JsonHttp http;
    private final InstantSource clock;
    private final TokenCell cell;
    /** Guarded by the cell. */
    private boolean closed;

    /** @param http to send token requests through; its owner also owns these credentials, see {@link Http#as} */
    public OAuthCredentials(OAuthClient client, Http http) {
        this.client = client;
        this.http = http.anonymous();
        this.clock = http.clock();
        this.cell = TokenCell.hold(client);
    }

    @Override
    public String header() {
        Token old;
        synchronized (cell) {
            awaitOthers();
            old = cell.token;
            if (old != null && (cell.fetching || clock.instant().isBefore(old.refreshAt()))) {
                return old.header().value();
            }
            cell.fetching = true;
        }
        return renew(old).header().value();
    }

    private Token renew(@Nullable Token old) {
        Token token = old;
        try {
            token = fetch();
            return token;
        } catch (VendorException e) {
            if (old == null || !usable(old) || !e.failure().retryable()) {
                throw e;
            }
            token = old.refreshedAt(halfway(clock.instant(), old.expiresAt()));
            return token;
        } finally {
            synchronized (cell) {
                cell.fetching = false;
                cell.keep(token);
                cell.notifyAll();
            }
        }
    }

    private Token fetch() {
        try {
            Answer answer = http.send(client.request(refreshToken()).at(FIRST));
            return Token.of(answer.body(), answer.sentAt(), client.lifetime())
                    .orElseThrow(() -> refused("The token endpoint answered without a usable access_token.", null));
        } catch (VendorException e) {
            throw blamed(e);
        }
    }

    private @Nullable Password refreshToken() {
        synchronized (cell) {
            return client.refreshToken() == null || cell.refreshToken == null
                    ? client.refreshToken()
                    : cell.refreshToken;
        }
    }

    /** Whatever a token endpoint rejects, it rejects for the credentials or the grant: nothing else is in the request. */
    private VendorException blamed(VendorException e) {
        Failure failure = e.failure();
        boolean credentials = failure instanceof Failure.Unauthorized
                || failure instanceof Failure.Forbidden
                || failure instanceof Failure.Rejected;
        return credentials ? refused(String.valueOf(e.getMessage()), e) : e;
    }

    private VendorException refused(String what, @Nullable Throwable cause) {
        return new VendorException(
                new Failure.Unauthorized(),
                what + " Check " + client.settings() + ", and that the vendor allows this client the grant "
                        + (client.refreshToken() == null ? "client_credentials" : "refresh_token") + ".",
                cause);
    }

    @Override
    public boolean refused(String header) {
        synchronized (cell) {
            Token token = cell.token;
            if (token != null && token.header().value().equals(header)) {
                cell.token = null;
            }
            return true;
        }
    }

    @Override
    public List<String> secrets() {
        synchronized (cell) {
            String header = cell.token == null ? "" : cell.token.header().value();
            return List.of(client.secret().value(), header.substring(header.indexOf(' ') + 1));
        }
    }

    @Override
    public String settings() {
        return client.settings();
    }

    /** Other holders of the same token go on with it. */
    @Override
    public void close() {
        synchronized (cell) {
            if (closed) {
                return;
            }
            closed = true;
            cell.notifyAll();
        }
        cell.release();
    }

    /** Returns when nobody is fetching, or the token there is does until they are done. Called with the cell's lock. */
    private void awaitOthers() {
        try {
            while (!closed && cell.fetching && !usable(cell.token)) {
                cell.wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw closed();
        }
        if (closed) {
            throw closed();
        }
    }

    private boolean usable(@Nullable Token token) {
        return token != null && clock.instant().isBefore(token.expiresAt());
    }

    private static Instant halfway(Instant now, Instant end) {
        return now.plus(Duration.between(now, end).dividedBy(2));
    }

    private VendorException closed() {
        return new VendorException(
                new Failure.Closed(), "Waiting for a token was stopped because the connector was.", null);
    }
}
