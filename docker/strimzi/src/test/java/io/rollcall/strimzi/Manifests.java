package io.rollcall.strimzi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The YAML files of this folder, read by the models of those who read them in a cluster. */
final class Manifests {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingElse());
    private static final String STRIMZI = "kafka.strimzi.io/v1";
    private static final Map<String, Class<?>> MODELS = Map.of(
            STRIMZI + " KafkaConnect",
            KafkaConnect.class,
            STRIMZI + " KafkaConnector",
            KafkaConnector.class,
            STRIMZI + " KafkaTopic",
            KafkaTopic.class,
            STRIMZI + " KafkaUser",
            KafkaUser.class,
            "rbac.authorization.k8s.io/v1 Role",
            Role.class,
            "rbac.authorization.k8s.io/v1 RoleBinding",
            RoleBinding.class);

    private Manifests() {}

    /** The models put what they do not know aside; here it is a mistake. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
            return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
        }
    }

    /** Every document of every file. */
    static List<JsonNode> all() throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(""))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                YAML.readerFor(JsonNode.class)
                        .<JsonNode>readValues(file.toFile())
                        .forEachRemaining(documents::add);
            }
        }
        return documents;
    }

    /** The resource that a document describes; refuses what its model does not know. */
    static Object read(JsonNode document) throws JsonProcessingException {
        String kind = document.path("apiVersion").asText() + " "
                + document.path("kind").asText();
        Class<?> model = MODELS.get(kind);
        if (model == null) {
            throw new IllegalArgumentException("Nobody reads " + kind);
        }
        return YAML.treeToValue(document, model);
    }

    /** All resources of a kind. */
    static <T> List<T> of(Class<T> kind) throws IOException {
        List<T> found = new ArrayList<>();
        for (JsonNode document : all()) {
            Object resource = read(document);
            if (kind.isInstance(resource)) {
                found.add(kind.cast(resource));
            }
        }
        return found;
    }
}
