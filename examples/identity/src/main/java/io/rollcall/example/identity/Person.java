package io.rollcall.example.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in the list of people that the company keeps.
 *
 * @param id key of the record in the people topic
 */
record Person(
        String id,
        @Nullable String displayName,
        List<String> emails,
        @Nullable String externalId,
        boolean active) implements Entry {

    static Person of(String id, PeopleRecord told) {
        String externalId = told.externalId();
        return new Person(
                id,
                told.displayName(),
                Entry.normalised(told.emails()),
                externalId == null || externalId.isBlank() ? null : ExternalIds.companyLink(externalId),
                !Boolean.FALSE.equals(told.active()));
    }

    @Override
    @JsonIgnore
    public String key() {
        return key(id);
    }

    static String key(String id) {
        return "person:" + id;
    }
}
