package io.rollcall.example.identity;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who says that somebody belongs to the company: the people topic, home vendors, or either of both.
 *
 * @param homes {@code <vendor>} or {@code <vendor>/<tenant>}, whose open accounts vouch for their owner
 * @param peopleTopic whether there is a people topic, whose active people belong
 */
record Authority(Set<String> homes, boolean peopleTopic) {

    Authority {
        homes = Set.copyOf(homes);
    }

    /** Whether the owner of these entries belongs to the company; null when nobody was appointed to say so. */
    @Nullable
    Boolean vouchesFor(List<Person> people, List<Account> accounts) {
        if (homes.isEmpty() && !peopleTopic) {
            return null;
        }
        return people.stream().anyMatch(Person::active) || accounts.stream().anyMatch(this::vouches);
    }

    private boolean vouches(Account account) {
        String vendor = account.user().vendor();
        return account.open()
                && (homes.contains(vendor)
                        || homes.contains(vendor + "/" + account.user().tenant()));
    }
}
