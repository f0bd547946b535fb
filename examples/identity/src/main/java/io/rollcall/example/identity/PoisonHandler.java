package io.rollcall.example.identity;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on after a record that cannot be read, and leaves it in the dead letters if there are any. But when it is the
 * registry that fails, it stops: nothing is wrong with those records, and every next one would follow them.
 */
public final class PoisonHandler implements DeserializationExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PoisonHandler.class);
    private static final List<Class<?>> REGISTRY_UNREACHABLE = List.of(
            SocketException.class,
            UnknownHostException.class,
            InterruptedIOException.class,
            SSLException.class,
            RetriableException.class,
            ConfigException.class);
    private static final int SCHEMA_NOT_FOUND = 404;

    private final DeserializationExceptionHandler goOn = new LogAndContinueExceptionHandler();

    @Override
    public void configure(Map<String, ?> settings) {
        goOn.configure(settings);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (blamesTheRegistry(exception)) {
            LOG.error(
                    "The schema registry does not answer as it should; nothing is skipped. Mend it and start again: {}-{}"
                            + " is read again from offset {}",
                    context.topic(),
                    context.partition(),
                    context.offset());
            return Response.fail();
        }
        return goOn.handleError(context, record, exception);
    }

    private static boolean blamesTheRegistry(@Nullable Throwable cause) {
        if (cause == null) {
            return false;
        }
        if (cause instanceof RestClientException answer) {
            // Bytes that only look like Avro name a schema that never was.
            return answer.getStatus() != SCHEMA_NOT_FOUND;
        }
        return REGISTRY_UNREACHABLE.stream().anyMatch(kind -> kind.isInstance(cause))
                || blamesTheRegistry(cause.getCause());
    }
}
