package io.rollcall.example.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes identities as {@code Identity.avsc} says. */
record IdentityAvro(Serializer<Object> avro) implements Serializer<Identity> {

    private static final Schema IDENTITY = schema();
    private static final Schema ACCESS = IDENTITY.getField("accounts").schema().getElementType();

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Identity identity) {
        return identity == null ? null : avro.serialize(topic, encode(identity));
    }

    static GenericRecord encode(Identity identity) {
        List<Account> accounts = identity.accounts();
        GenericRecord row = new GenericData.Record(IDENTITY);
        row.put("id", identity.id());
        row.put("displayName", identity.displayName());
        row.put("emails", identity.emails());
        row.put("externalIds", identity.externalIds());
        row.put("belongs", identity.belongs());
        row.put("orphan", accounts.stream().anyMatch(identity::orphan));
        row.put("conflict", identity.conflict());
        row.put(
                "accounts",
                accounts.stream()
                        .map(account -> encode(account, identity.orphan(account)))
                        .toList());
        return row;
    }

    private static GenericRecord encode(Account account, boolean orphan) {
        GenericRecord access = new GenericData.Record(ACCESS);
        access.put("vendor", account.user().vendor());
        access.put("tenant", account.user().tenant());
        access.put("userId", account.user().userId());
        access.put("displayName", account.displayName());
        access.put("lifecycleState", account.state().name());
        access.put("open", account.open());
        access.put("orphan", orphan);
        access.put("roles", account.roles());
        access.put("memberships", account.memberships());
        access.put("since", account.since());
        access.put("stateSince", account.stateSince());
        return access;
    }

    private static Schema schema() {
        try (InputStream avsc = IdentityAvro.class.getResourceAsStream("Identity.avsc")) {
            return new Schema.Parser().parse(avsc);
        } catch (IOException e) {
            throw new UncheckedIOException("Identity.avsc is not readable", e);
        }
    }
}
