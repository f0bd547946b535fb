package io.rollcall.example.identity;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** Rows in words, as tests compare them. */
final class Rows {

    private Rows() {}

    static Map<String, String> of(Map<String, GenericRecord> rows) {
        Map<String, String> words = new TreeMap<>();
        rows.forEach((id, row) -> words.put(
                id,
                Table.accounts(row).stream()
                                .map(account -> account(
                                        Table.name(account),
                                        account.get("lifecycleState").toString(),
                                        (boolean) account.get("orphan")))
                                .toList()
                        + " " + row.get("emails") + " belongs=" + row.get("belongs") + " conflict="
                        + row.get("conflict")));
        return words;
    }

    static String account(String name, String state, boolean orphan) {
        return name + " " + state + (orphan ? " ORPHAN" : "");
    }
}
