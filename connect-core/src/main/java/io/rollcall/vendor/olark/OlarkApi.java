package io.rollcall.vendor.olark;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.http.Request;
import io.rollcall.vendor.Addresses;
import io.rollcall.vendor.Json;
import io.rollcall.vendor.PageRule;
import org.jspecify.annotations.Nullable;

/**
 * Requests to Olark's REST API.
 *
 * @param operators address of all operators
 * @param groups address of all groups
 */
record OlarkApi(String operators, String groups) {
    /** A page is never longer, and there is no way to ask for another length. */
    static final int PAGE = 100;

    PageRule listOperators() {
        return new Numbered(
                Request.list("list operators", operators, OlarkVendor.PATH_OPERATORS)
                        .below(OlarkVendor.BASE_URL),
                false);
    }

    PageRule listGroups() {
        return new Numbered(
                Request.list("list groups", groups, OlarkVendor.PATH_GROUPS).below(OlarkVendor.BASE_URL), true);
    }

    Request getOperator(String id) {
        return operator("get operator", id);
    }

    Request createOperator(JsonNode operator) {
        return Request.list("create operator", operators, OlarkVendor.PATH_OPERATORS)
                .below(OlarkVendor.BASE_URL)
                .write("POST", operator);
    }

    Request replaceOperator(String id, JsonNode operator) {
        return operator("replace operator", id).write("PUT", operator);
    }

    Request deleteOperator(String id) {
        return operator("delete operator", id).write("DELETE", null);
    }

    Request addToGroup(String group, JsonNode member) {
        return Request.item("add operator to group", members(group), OlarkVendor.PATH_GROUPS)
                .below(OlarkVendor.BASE_URL)
                .write("POST", member);
    }

    Request removeFromGroup(String group, String id) {
        return Request.item("remove operator from group", Addresses.item(members(group), id), OlarkVendor.PATH_GROUPS)
                .below(OlarkVendor.BASE_URL)
                .write("DELETE", null);
    }

    private Request operator(String name, String id) {
        return Request.item(name, Addresses.item(operators, id), OlarkVendor.PATH_OPERATORS)
                .below(OlarkVendor.BASE_URL);
    }

    private String members(String group) {
        return Addresses.item(groups, group) + "/operators";
    }

    /** The object inside Olark's envelope. */
    static JsonNode unwrap(JsonNode body) {
        return body.path("data").isObject() ? body.path("data") : body;
    }

    /**
     * Pages by number, without a total: only an empty page is certain to be the end, since a row deleted meanwhile shortens
     * the page it was on.
     *
     * @param shortEnds whether a short page is taken for the end all the same, which saves a request in every sweep: an
     *     account whose groups fill no page has no second one that rows could shift to
     */
    private record Numbered(Request list, boolean shortEnds) implements PageRule {
        @Override
        public Request first() {
            return list.with("page", 1);
        }

        @Override
        public @Nullable JsonNode items(JsonNode body) {
            return body.isArray() ? body : Json.array(body, "/data");
        }

        @Override
        public Turn turn(JsonNode body, Progress progress) {
            if (progress.onPage() == 0 || (shortEnds && progress.onPage() < PAGE)) {
                return Turn.LAST;
            }
            int next = progress.pages() + 1;
            return new Turn.Next(String.valueOf(next), list.with("page", next));
        }
    }
}
