package io.rollcall.vendor;

import io.rollcall.http.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Catalogues in the states that mappers meet them in. */
public final class Catalogs {

    private Catalogs() {}

    /** Read completely; {@code items} is a JSON array. */
    public static RefCatalog of(String items, String memberField) {
        return read(new ScriptedHttp().answers(items), memberField);
    }

    /** Read completely, with names only. */
    public static RefCatalog of(String items) {
        return read(new ScriptedHttp().answers(items), null);
    }

    /** The account has no such collection. */
    public static RefCatalog absent() {
        return read(new ScriptedHttp().fails(new Failure.Misconfigured()), null);
    }

    /** Not read yet. */
    public static RefCatalog unread() {
        return catalog(new ScriptedHttp(), null);
    }

    private static RefCatalog read(ScriptedHttp http, String memberField) {
        RefCatalog catalog = catalog(http, memberField);
        catalog.begin();
        if (!catalog.step()) {
            throw new AssertionError("one page is all there is");
        }
        return catalog;
    }

    static RefCatalog catalog(ScriptedHttp http, String memberField) {
        return catalog(http, memberField, Duration.ofHours(1), InstantSource.fixed(ScriptedHttp.SENT_AT));
    }

    static RefCatalog catalog(ScriptedHttp http, String memberField, Duration timeToLive, InstantSource clock) {
        Request list = Request.list("list things", "https://vendor.example/things", "vendor.path.things");
        return new RefCatalog(
                "things",
                memberField,
                timeToLive,
                http,
                clock,
                () -> new CursorPages(
                        list, (first, cursor) -> first.with("cursor", cursor), "/items", List.of("/next")));
    }
}
