package io.rollcall.example.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Something that belongs to one human being: an account at a vendor, or the record that HR keeps. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Account.class, name = "account"),
    @JsonSubTypes.Type(value = Person.class, name = "person")
})
sealed interface Entry permits Account, Person {

    /** Unique among all entries, the same for life. */
    String key();

    @Nullable
    String displayName();

    /** As {@link #normalised} leaves them. */
    List<String> emails();

    /** With the namespace that it is unique in, such as {@code id:1001}. */
    @Nullable
    String externalId();

    /** Two entries with a link in common are the same human being's. */
    @JsonIgnore
    default Set<String> links() {
        Set<String> links = new TreeSet<>();
        emails().forEach(email -> links.add(emailLink(email)));
        String id = externalId();
        if (id != null) {
            links.add(id);
        }
        return links;
    }

    static String emailLink(String email) {
        return "email:" + email;
    }

    /** Vendors disagree about the case of one and the same address. */
    static List<String> normalised(Collection<String> emails) {
        return emails.stream()
                .map(email -> email.strip().toLowerCase(Locale.ROOT))
                .filter(email -> !email.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
