package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.Answer;
import io.rollcall.http.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionWalkTest {
    private static final Request LIST = Request.list("list things", "https://vendor.example/things", "path");
    private static final PageRule RULE =
            new CursorPages(LIST, (first, cursor) -> first.with("cursor", cursor), "/items", List.of("/next"));

    @Test
    void aWalkIsCompleteWhenTheVendorsRuleEndsIt() {
        ScriptedHttp http = new ScriptedHttp()
                .answers("{\"items\":[{\"id\":\"1\"},{\"id\":0}],\"next\":\"b\"}", "{\"items\":[{\"id\":\"3\"}]}");

        assertThat(walk(http)).isEqualTo(Paging.COMPLETE);
        assertThat(http.asked).hasSize(2);
        assertThat(http.asked.get(1).query()).containsExactly(new Request.Param("cursor", "b"));
    }

    @Test
    void aCursorThatComesTwiceIsNotFollowed() {
        ScriptedHttp http = new ScriptedHttp()
                .answers(
                        "{\"items\":[{\"id\":\"1\"}],\"next\":\"b\"}",
                        "{\"items\":[{\"id\":\"2\"}],\"next\":\"c\"}",
                        "{\"items\":[{\"id\":\"3\"}],\"next\":\"b\"}");

        assertThat(walk(http)).isEqualTo(new Paging.Incomplete("repeated cursor"));
        assertThat(http.asked).hasSize(3);
    }

    @Test
    void aPageThatComesTwiceInAnotherOrderIsRecognised() {
        ScriptedHttp http = new ScriptedHttp()
                .answers(
                        "{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"next\":\"b\"}",
                        "{\"items\":[{\"id\":\"2\"},{\"id\":\"1\"}],\"next\":\"c\"}");

        assertThat(walk(http)).isEqualTo(new Paging.Incomplete("repeated page"));
    }

    @Test
    void aRowThatShiftedOntoTheNextPageIsNoRepeatedPage() {
        ScriptedHttp http = new ScriptedHttp()
                .answers(
                        "{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"next\":\"b\"}",
                        "{\"items\":[{\"id\":\"2\"}],\"next\":\"c\"}",
                        "{\"items\":[]}");

        assertThat(walk(http)).isEqualTo(Paging.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"items\":null}", "{\"items\":{}}", "\"items\"", "{\"error\":\"x\"}", "null"})
    void anAnswerWithoutItsArrayIsNoEmptyPage(String body) {
        assertThat(walk(new ScriptedHttp().answers(body))).isEqualTo(new Paging.Incomplete("answer without a list"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":null}", "{\"id\":\"\"}", "{\"id\":{}}", "{\"id\":true}", "7", "null", "[]"})
    void anItemWithoutAnIdCostsTheClaimToCompletenessOnly(String item) {
        ScriptedHttp http = new ScriptedHttp()
                .answers("{\"items\":[" + item + ",{\"id\":\"1\"}],\"next\":\"b\"}", "{\"items\":[{\"id\":\"2\"}]}");
        CollectionWalk walk = new CollectionWalk(http, RULE);

        CollectionWalk.Step first = walk.next();
        CollectionWalk.Step second = walk.next();

        assertThat(first.items()).extracting(found -> found.path("id").asText()).containsExactly("1");
        assertThat(first.paging()).isEqualTo(Paging.MORE);
        assertThat(second.paging()).isEqualTo(new Paging.Incomplete("item without an id"));
    }

    @Test
    void aCursorThatIsNoCursorIsNotTheEnd() {
        assertThat(walk(new ScriptedHttp().answers("{\"items\":[{\"id\":\"1\"}],\"next\":{\"page\":2}}")))
                .isEqualTo(new Paging.Incomplete("unreadable cursor"));
    }

    @Test
    void aListingThatNeverEndsIsGivenUp() {
        List<Request> asked = new ArrayList<>();
        CollectionWalk walk = new CollectionWalk(
                request -> {
                    asked.add(request);
                    String id = String.valueOf(asked.size());
                    JsonNode body = ScriptedHttp.json("{\"items\":[{\"id\":\"" + id + "\"}],\"next\":\"" + id + "\"}");
                    return new Answer(200, body, ScriptedHttp.SENT_AT);
                },
                RULE);

        Paging paging = walk.next().paging();
        while (paging instanceof Paging.More) {
            paging = walk.next().paging();
        }

        assertThat(paging).isInstanceOf(Paging.Incomplete.class);
        assertThat(asked).hasSize(CollectionWalk.MAX_PAGES);
    }

    private static Paging walk(ScriptedHttp http) {
        CollectionWalk walk = new CollectionWalk(http, RULE);
        Paging paging = walk.next().paging();
        while (paging instanceof Paging.More) {
            paging = walk.next().paging();
        }
        return paging;
    }
}
