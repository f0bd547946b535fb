package io.rollcall.strimzi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.rollcall.plugin.TopicsScript;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connect.KafkaConnectSpec;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import io.strimzi.api.kafka.model.connector.KafkaConnectorSpec;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever applies the YAML to a cluster gets what it says. */
class ManifestsTest {
    /** Objects in which every name is somebody else's. */
    private static final Set<String> FREE = Set.of("config", "labels", "annotations", "requests", "limits", "-XX");
    /** What Connect itself reads of a connector's settings. */
    private static final Pattern CONNECTS_OWN = Pattern.compile("exactly\\.once\\.support|transaction\\.boundary"
            + "|errors\\.tolerance|errors\\.deadletterqueue\\.topic\\.name");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secrets:kafka/([a-z-]+):[a-z.-]+}");
    /** What workers need for themselves, whatever connectors they run. */
    private static final Set<String> WORKERS_OWN = Set.of(
            "group/rollcall-connect [Describe, Read]",
            "topic/rollcall-connect-configs [Create, Describe, DescribeConfigs, Read, Write]",
            "topic/rollcall-connect-offsets [Create, Describe, DescribeConfigs, Read, Write]",
            "topic/rollcall-connect-status [Create, Describe, DescribeConfigs, Read, Write]");

    @Test
    void everythingInThemIsKnownToWhoeverReadsIt() throws Exception {
        for (JsonNode document : Manifests.all()) {
            Object resource = Manifests.read(document);
            assertThat(deprecated(resource)).as("%s", document.path("kind")).isEmpty();
        }
    }

    @Test
    void aSlipOfThePenAnywhereWouldBeNoticed() throws Exception {
        for (JsonNode document : Manifests.all()) {
            List<ObjectNode> objects = new ArrayList<>();
            collect(document, objects);
            for (ObjectNode object : objects) {
                object.put("slip", "of the pen");
                assertThatThrownBy(() -> Manifests.read(document))
                        .as("%s", object)
                        .isInstanceOf(JsonMappingException.class);
                object.remove("slip");
            }
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
            object.properties().stream()
                    .filter(field -> !FREE.contains(field.getKey()))
                    .forEach(field -> collect(field.getValue(), objects));
        } else {
            node.forEach(item -> collect(item, objects));
        }
    }

    /** Getters of what Strimzi is about to drop, and which say something all the same. */
    private static List<String> deprecated(Object bean) throws ReflectiveOperationException {
        List<String> found = new ArrayList<>();
        if (bean instanceof Collection<?> items) {
            for (Object item : items) {
                found.addAll(deprecated(item));
            }
        } else if (bean != null && bean.getClass().getName().startsWith("io.strimzi.")) {
            for (Method getter : bean.getClass().getMethods()) {
                if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
                    Object value = getter.invoke(bean);
                    if (value != null && getter.isAnnotationPresent(Deprecated.class)) {
                        found.add(getter.toString());
                    }
                    found.addAll(value instanceof Enum<?> ? List.of() : deprecated(value));
                }
            }
        }
        return found;
    }

    @Test
    void connectorsAreConfiguredAsTheyThemselvesWantIt() throws Exception {
        for (KafkaConnector connector : Manifests.of(KafkaConnector.class)) {
            Map<String, String> settings = settings(connector);
            Connector itself = (Connector) Class.forName(connector.getSpec().getClassName())
                    .getDeclaredConstructor()
                    .newInstance();
            Map<String, String> resolved = new HashMap<>(settings);
            resolved.replaceAll((key, value) -> REFERENCE.matcher(value).replaceAll("resolved"));
            resolved.put("validate.live", "false");

            assertThat(itself.validate(resolved).configValues())
                    .allSatisfy(value ->
                            assertThat(value.errorMessages()).as(value.name()).isEmpty());
            Set<String> known = itself.config().names();
            assertThat(settings.keySet())
                    .filteredOn(key ->
                            !Set.of("name", "connector.class", "tasks.max").contains(key))
                    .filteredOn(key -> !CONNECTS_OWN.matcher(key).matches())
                    .filteredOn(key -> !known.contains(key))
                    .allSatisfy(key -> assertThat(clients()).contains(key.replaceFirst("^kafka\\.", "")));
            assertThat(Manifests.of(KafkaConnect.class))
                    .anyMatch(connect -> connect.getMetadata()
                            .getName()
                            .equals(connector.getMetadata().getLabels().get("strimzi.io/cluster")));
        }
    }

    @Test
    void nothingIsSetThatTheOperatorKeepsForItself() throws Exception {
        for (KafkaConnect connect : Manifests.of(KafkaConnect.class)) {
            assertThat(connect.getSpec().getConfig().keySet())
                    .noneMatch(key -> Stream.of(KafkaConnectSpec.FORBIDDEN_PREFIXES.split(", "))
                            .anyMatch(key::startsWith));
        }
        for (KafkaConnector connector : Manifests.of(KafkaConnector.class)) {
            assertThat(connector.getSpec().getConfig())
                    .doesNotContainKeys(KafkaConnectorSpec.FORBIDDEN_PARAMETERS.split(", "));
        }
    }

    @Test
    void topicsAndRightsAreThoseOfTheScript(@TempDir Path folder) throws Exception {
        Map<String, Map<String, String>> topics = new TreeMap<>();
        TreeSet<String> rights = new TreeSet<>();
        for (KafkaConnector connector : Manifests.of(KafkaConnector.class)) {
            TopicsScript script = TopicsScript.of(
                    folder,
                    connector.getMetadata().getName(),
                    settings(connector),
                    "--exactly-once",
                    "--connect-group",
                    Manifests.of(KafkaConnect.class).get(0).getSpec().getGroupId(),
                    "--offsets-topic",
                    Manifests.of(KafkaConnect.class).get(0).getSpec().getOffsetStorageTopic());
            topics.putAll(script.topics());
            script.rights().forEach(right -> rights.add(right.substring(right.indexOf(' ') + 1)));
        }
        // Workers have more on their own topic.
        rights.remove("topic/rollcall-connect-offsets [Describe, Read, Write]");
        rights.addAll(WORKERS_OWN);

        Map<String, Map<String, String>> written = new TreeMap<>();
        for (KafkaTopic topic : Manifests.of(KafkaTopic.class)) {
            Map<String, String> settings = new HashMap<>();
            topic.getSpec().getConfig().forEach((key, value) -> settings.put(key, String.valueOf(value)));
            settings.put("partitions", topic.getSpec().getPartitions().toString());
            settings.put("replicas", topic.getSpec().getReplicas().toString());
            written.put(topic.getMetadata().getName(), settings);
        }
        assertThat(written).isEqualTo(topics);
        assertThat(rights()).isEqualTo(rights);
    }

    @Test
    void workersMayReadTheSecretsThatSettingsReferToAndNoOthers() throws Exception {
        TreeSet<String> referred = new TreeSet<>();
        for (KafkaConnector connector : Manifests.of(KafkaConnector.class)) {
            settings(connector)
                    .values()
                    .forEach(value -> REFERENCE
                            .matcher(value)
                            .results()
                            .map((MatchResult found) -> found.group(1))
                            .forEach(referred::add));
        }
        KafkaConnect connect = Manifests.of(KafkaConnect.class).get(0);
        Role role = Manifests.of(Role.class).get(0);
        RoleBinding binding = Manifests.of(RoleBinding.class).get(0);

        assertThat(role.getRules().get(0).getResourceNames()).containsExactlyInAnyOrderElementsOf(referred);
        assertThat(binding.getSubjects().get(0).getName())
                .isEqualTo(connect.getMetadata().getName() + "-connect");
        assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
    }

    /** Settings as the operator hands them to Connect. */
    private static Map<String, String> settings(KafkaConnector connector) {
        Map<String, String> settings = new HashMap<>();
        connector.getSpec().getConfig().forEach((key, value) -> settings.put(key, String.valueOf(value)));
        settings.put("name", connector.getMetadata().getName());
        settings.put("connector.class", connector.getSpec().getClassName());
        settings.put("tasks.max", connector.getSpec().getTasksMax().toString());
        return settings;
    }

    private static Set<String> clients() {
        return Stream.of(AdminClientConfig.configNames(), ProducerConfig.configNames(), ConsumerConfig.configNames())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private static TreeSet<String> rights() throws Exception {
        TreeSet<String> rights = new TreeSet<>();
        for (KafkaUser user : Manifests.of(KafkaUser.class)) {
            KafkaUserAuthorizationSimple simple =
                    (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
            for (AclRule rule : simple.getAcls()) {
                TreeSet<String> operations = rule.getOperations().stream()
                        .map(operation -> operation.toValue())
                        .collect(Collectors.toCollection(TreeSet::new));
                String resource = rule.getResource() instanceof AclRuleTopicResource topic
                        ? "topic/" + topic.getName()
                        : rule.getResource() instanceof AclRuleGroupResource group
                                ? "group/" + group.getName()
                                : "transactional-id/" + ((AclRuleTransactionalIdResource) rule.getResource()).getName();
                rights.add(resource + " " + operations);
            }
        }
        return rights;
    }
}
