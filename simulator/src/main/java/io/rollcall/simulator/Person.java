package io.rollcall.simulator;

import java.util.Locale;

/** A made-up employee; the same number is always the same person, at every vendor. */
record Person(int number, String given, String family, String email) {

    private static final String[] GIVEN = {
        "Amara", "Ben", "Chiara", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Keiko", "Liam", "Mara",
        "Nils", "Olivia", "Pedro", "Quinn", "Rosa", "Samir", "Tessa", "Umar", "Vera", "Wanda", "Xavier", "Yara",
                "Zoltan",
        "Aisha", "Bruno", "Clara", "Daniel", "Esther", "Felix", "Greta", "Hassan", "Ivy", "Jakub", "Kofi", "Leila",
                "Marek",
        "Noor", "Oscar"
    };
    private static final String[] FAMILY = {
        "Adler",
        "Brandt",
        "Castillo",
        "Dubois",
        "Eriksen",
        "Fontaine",
        "Garcia",
        "Hughes",
        "Ivanova",
        "Jansen",
        "Kowalski",
        "Lindqvist",
        "Moreau",
        "Nakamura",
        "Okafor",
        "Petrov",
        "Quispe",
        "Rossi",
        "Schneider",
        "Tanaka",
        "Ueda",
        "Vasquez",
        "Walker",
        "Xu",
        "Yilmaz",
        "Zeman",
        "Andersson",
        "Bianchi",
        "Costa",
        "Duarte",
        "Evans",
        "Fischer",
        "Gruber",
        "Hansen",
        "Ito",
        "Jovanovic",
        "Keller",
        "Laurent",
        "Meyer",
        "Novak",
        "Olsen",
        "Pereira",
        "Reyes",
        "Silva",
        "Torres",
        "Ulrich",
        "Virtanen",
        "Weber",
        "Yamada",
        "Zhang",
        "Ahmed",
        "Bauer",
        "Cohen"
    };
    // 41 and 53 have no common divisor, so this many people pass before a pair of names returns.
    private static final int PAIRS = GIVEN.length * FAMILY.length;

    static Person of(int number, String domain) {
        String given = GIVEN[number % GIVEN.length];
        String family = FAMILY[number % FAMILY.length];
        int round = number / PAIRS;
        String address = (given + "." + family).toLowerCase(Locale.ROOT) + (round == 0 ? "" : round + 1) + "@" + domain;
        return new Person(number, given, family, address);
    }

    String name() {
        return given + " " + family;
    }

    /** True for every {@code n}th person, the first of them number {@code n - 1}. */
    boolean every(int n) {
        return number % n == n - 1;
    }
}
