package io.rollcall.example.identity;

import io.rollcall.user.Email;
import io.rollcall.user.User;
import io.rollcall.user.UserKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The model: who is there right now, and which rows follow, worked out from nothing each time. */
final class Directory {

    private static final int SHARED_ABOVE = 3;

    private final Map<String, Member> members = new TreeMap<>();

    /** An account, or with {@code user == null} a person of the company's list. */
    record Member(String name, @Nullable UserKey user, Set<String> ids, Set<String> emails, String state) {

        boolean open() {
            return Set.of("ACTIVE", "INVITED", "UNKNOWN").contains(state);
        }
    }

    void account(UserKey key, @Nullable User user) {
        String name = key.vendor() + "/" + key.tenant() + "/" + key.userId();
        members.remove("a:" + name);
        if (user != null) {
            Set<String> ids = new TreeSet<>();
            if (user.externalId() != null) {
                ids.add(("gladly".equals(key.vendor()) ? "id:" : key.vendor() + "-id:") + user.externalId());
            }
            members.put(
                    "a:" + name,
                    new Member(
                            name,
                            key,
                            ids,
                            addresses(user),
                            user.lifecycleState().name()));
        }
    }

    void person(String id, @Nullable String externalId, Set<String> emails, boolean active) {
        Set<String> ids = externalId == null ? Set.of() : Set.of("id:" + externalId);
        members.put("p:" + id, new Member(id, null, ids, emails, active ? "ACTIVE" : "LEFT"));
    }

    void noPerson(String id) {
        members.remove("p:" + id);
    }

    Map<String, String> rows() {
        List<Set<Member>> groups = new ArrayList<>();
        members.values().forEach(member -> groups.add(new HashSet<>(Set.of(member))));
        while (mergeTwo(groups)) {
            // Until no two groups have anything in common.
        }
        Map<String, String> rows = new TreeMap<>();
        groups.forEach(group -> row(group, rows));
        return rows;
    }

    private boolean mergeTwo(List<Set<Member>> groups) {
        for (Set<Member> one : groups) {
            for (Set<Member> other : groups) {
                if (one != other && own(one).stream().anyMatch(own(other)::contains)) {
                    one.addAll(other);
                    groups.removeIf(group -> group == other);
                    return true;
                }
            }
        }
        return false;
    }

    private void row(Set<Member> group, Map<String, String> rows) {
        List<Member> accounts = kind(group, true);
        List<Member> people = kind(group, false);
        if (accounts.isEmpty()) {
            return;
        }
        boolean belongs = people.stream().anyMatch(Member::open)
                || accounts.stream().anyMatch(account -> account.name().startsWith("gladly/acme/") && account.open());
        TreeSet<String> companyIds = new TreeSet<>(own(group));
        companyIds.removeIf(link -> !link.startsWith("id:"));
        TreeSet<String> ownEmails = new TreeSet<>(own(group));
        ownEmails.removeIf(link -> !link.startsWith("email:"));
        String id = !people.isEmpty()
                ? "person:" + people.get(0).name()
                : !companyIds.isEmpty()
                        ? companyIds.first()
                        : !ownEmails.isEmpty()
                                ? ownEmails.first()
                                : "account:" + accounts.get(0).name();
        Set<String> emails = new TreeSet<>();
        group.forEach(member -> emails.addAll(member.emails()));
        rows.put(
                id,
                accounts.stream()
                                .map(account ->
                                        Rows.account(account.name(), account.state(), !belongs && account.open()))
                                .toList()
                        + " " + emails + " belongs=" + belongs + " conflict="
                        + (people.size() > 1 || companyIds.size() > 1));
    }

    /** Ids and addresses that few enough have. */
    private Set<String> own(Set<Member> group) {
        Set<String> own = new TreeSet<>();
        group.forEach(member -> own.addAll(links(member)));
        own.removeIf(link -> members.values().stream()
                        .filter(member -> links(member).contains(link))
                        .count()
                > SHARED_ABOVE);
        return own;
    }

    private static Set<String> links(Member member) {
        Set<String> links = new TreeSet<>(member.ids());
        member.emails().forEach(email -> links.add("email:" + email));
        return links;
    }

    private static List<Member> kind(Set<Member> group, boolean account) {
        return group.stream()
                .filter(member -> Objects.nonNull(member.user()) == account)
                .sorted(Comparator.comparing(Member::name))
                .toList();
    }

    private static Set<String> addresses(User user) {
        Set<String> addresses = new TreeSet<>();
        for (Email email : user.emails()) {
            addresses.add(email.value().toLowerCase(Locale.ROOT));
        }
        return addresses;
    }
}
