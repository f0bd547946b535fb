package io.rollcall.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of a user's state, {@code meta.version} in events.
 *
 * <p>It is {@code v1:} and the unpadded base64url SHA-256 of a canonical JSON text in UTF-8: key, every
 * {@link Attribute} in its normal form, and the extensions; object members and set elements sorted, no white space, null
 * and empty left out. Two states of one user have the same version exactly when {@link Attribute#changed} finds nothing.
 * Vendor, tenant and id are part of the text, so that versions cannot be compared across users or tenants.
 *
 * <p>Since null and empty are left out, a new attribute leaves the versions of users without it as they are. Any other
 * change of the text needs another prefix.
 */
public final class StateVersion {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StateVersion() {}

    /** The version of the state of the user with this key. */
    public static String of(UserKey key, User user) {
        byte[] text = canonical(key, user).toString().getBytes(StandardCharsets.UTF_8);
        return "v1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(text));
    }

    private static ObjectNode canonical(UserKey key, User user) {
        ObjectNode attributes = sortedObject();
        for (Attribute attribute : Attribute.values()) {
            put(attributes, attribute.path(), json(attribute.normal(user)));
        }
        ObjectNode extensions = sortedObject();
        user.extensions().forEach(extensions::put);
        put(attributes, "extensions", extensions);
        ObjectNode text = sortedObject();
        text.set("attributes", attributes);
        text.put("tenant", key.tenant());
        text.put("userId", key.userId());
        text.put("vendor", key.vendor());
        return text;
    }

    private static JsonNode json(@Nullable Object normal) {
        if (normal == null) {
            return JSON.nullNode();
        }
        if (normal instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (normal instanceof Collection<?> set) {
            ArrayNode array = JSON.arrayNode();
            set.stream()
                    .map(StateVersion::element)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .forEach(array::add);
            return array;
        }
        return JSON.textNode(normal.toString());
    }

    private static JsonNode element(@Nullable Object element) {
        ObjectNode object = sortedObject();
        if (element instanceof Email email) {
            put(object, "primary", json(email.primary()));
            put(object, "type", json(email.type()));
            put(object, "value", json(email.value()));
        } else if (element instanceof Phone phone) {
            put(object, "type", json(phone.type()));
            put(object, "value", json(phone.value()));
        } else if (element instanceof Ref ref) {
            put(object, "priority", json(ref.priority()));
            put(object, "type", json(ref.type()));
            put(object, "value", json(ref.value()));
        } else {
            throw new IllegalStateException("An attribute holds a set of something that has no canonical form");
        }
        return object;
    }

    private static void put(ObjectNode object, String name, JsonNode value) {
        if (!value.isNull() && !(value.isContainerNode() && value.isEmpty())) {
            object.set(name, value);
        }
    }

    private static ObjectNode sortedObject() {
        return new ObjectNode(JSON, new TreeMap<>());
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
