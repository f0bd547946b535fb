package io.rollcall.example.identity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One human being and all their accounts; a row of the table.
 *
 * @param id key of the row
 * @param externalIds with their namespaces, sorted
 * @param belongs whether {@link Authority} vouches for them, null when nobody was appointed to
 * @param conflict whether two records of people or two company ids met here: one address used by two
 * @param accounts sorted by vendor, tenant and id
 */
record Identity(
        String id,
        @Nullable String displayName,
        List<String> emails,
        List<String> externalIds,
        @Nullable Boolean belongs,
        boolean conflict,
        List<Account> accounts) {

    /**
     * The identity of a component; null when it has no account.
     *
     * @param joins whether a link is this human being's own; others are shown, but name nobody
     */
    static @Nullable Identity of(Collection<Entry> component, Authority authority, Predicate<String> joins) {
        List<Account> accounts = sorted(component, Account.class);
        if (accounts.isEmpty()) {
            return null;
        }
        List<Person> people = sorted(component, Person.class);
        List<Entry> peopleFirst =
                Stream.<Entry>concat(people.stream(), accounts.stream()).toList();
        List<String> emails = distinct(peopleFirst.stream().flatMap(entry -> entry.emails().stream()));
        List<String> externalIds =
                distinct(peopleFirst.stream().map(Entry::externalId).filter(Objects::nonNull));
        List<String> companyIds = externalIds.stream()
                .filter(ExternalIds::isCompanyLink)
                .filter(joins)
                .toList();
        List<String> emailLinks =
                emails.stream().map(Entry::emailLink).filter(joins).toList();
        return new Identity(
                id(people, companyIds, emailLinks, accounts),
                peopleFirst.stream()
                        .map(Entry::displayName)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                emails,
                externalIds,
                authority.vouchesFor(people, accounts),
                people.size() > 1 || companyIds.size() > 1,
                accounts);
    }

    /** An account that is open although its owner does not belong, or no longer does. */
    boolean orphan(Account account) {
        return Boolean.FALSE.equals(belongs) && account.open();
    }

    /** The steadiest name that there is, so that a row keeps its key for long. */
    private static String id(
            List<Person> people, List<String> companyIds, List<String> emailLinks, List<Account> accounts) {
        if (!people.isEmpty()) {
            return people.get(0).key();
        }
        if (!companyIds.isEmpty()) {
            return companyIds.get(0);
        }
        return emailLinks.isEmpty() ? accounts.get(0).key() : emailLinks.get(0);
    }

    private static <E extends Entry> List<E> sorted(Collection<Entry> component, Class<E> kind) {
        return component.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(Comparator.comparing(Entry::key))
                .toList();
    }

    private static List<String> distinct(Stream<String> values) {
        return values.distinct().sorted().toList();
    }
}
