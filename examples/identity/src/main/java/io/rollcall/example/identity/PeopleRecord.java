package io.rollcall.example.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value of the people topic, in JSON; unknown members are ignored.
 *
 * @param externalId the company's own id of the person
 * @param emails all addresses that the person may have an account under
 * @param active false for somebody who left or is on leave; absent means true
 */
record PeopleRecord(
        @Nullable String externalId,
        @Nullable String displayName,
        List<String> emails,
        @Nullable Boolean active) {

    PeopleRecord {
        // Absent in JSON arrives as null.
        emails = emails == null ? List.of() : List.copyOf(emails);
    }
}
