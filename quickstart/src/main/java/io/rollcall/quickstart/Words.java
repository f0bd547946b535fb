package io.rollcall.quickstart;

import java.util.Iterator;
import java.util.List;

/** What stands on a command line behind the command's name, read word by word. */
final class Words {
    private final Iterator<String> words;

    Words(List<String> words) {
        this.words = words.iterator();
    }

    boolean hasNext() {
        return words.hasNext();
    }

    String next() {
        return words.next();
    }

    /** @throws IllegalArgumentException when there is none */
    String valueOf(String option) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " takes a value");
        }
        return words.next();
    }

    /** @throws IllegalArgumentException when there is none between these */
    int numberOf(String option, int least, int most) {
        String given = words.hasNext() ? words.next() : "nothing";
        try {
            int number = Integer.parseInt(given);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, like a number that is out of range.
        }
        throw new IllegalArgumentException(option + " takes a number from " + least + " to " + most + ", not " + given);
    }
}
