package io.rollcall.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One JSON request to a vendor, without its credentials.
 *
 * @param method HTTP method
 * @param url absolute address without the query; path segments already encoded
 * @param query parameters in order, not yet encoded
 * @param headers further headers
 * @param body null for none
 * @param form fields of a form body instead of {@code body}; empty for none
 * @param target what a 404 means here
 * @param name what is asked, for logs and metrics: a constant such as {@code list operators}, never data
 * @param setting the setting that a wrong address is to be blamed on
 * @param hostSetting the setting that names the host, to be blamed when that cannot be reached; often the same
 * @param repeatable whether sending it twice does no more than once, so that it may be repeated when nobody knows whether
 *     the first one arrived
 * @param turn when it may go out
 */
public record Request(
        String method,
        String url,
        List<Param> query,
        Map<String, String> headers,
        @Nullable JsonNode body,
        List<Param> form,
        Target target,
        String name,
        String setting,
        String hostSetting,
        boolean repeatable,
        Turn turn) {

    /** What a 404 or 405 means. */
    public enum Target {
        /** The address is wrong. */
        COLLECTION,
        /** There is no such item. */
        ITEM
    }

    /** One query parameter or form field. */
    public record Param(String name, String value) {}

    public Request {
        query = List.copyOf(query);
        headers = Map.copyOf(headers);
        form = List.copyOf(form);
    }

    /** A read of a whole collection: a GET, unless {@link #post} makes it a POST. */
    public static Request list(String name, String url, String setting) {
        return new Request(
                "GET",
                url,
                List.of(),
                Map.of(),
                null,
                List.of(),
                Target.COLLECTION,
                name,
                setting,
                setting,
                true,
                Turn.USUAL);
    }

    /** A read of one item: a GET, unless {@link #post} makes it a POST. */
    public static Request item(String name, String url, String setting) {
        return new Request(
                "GET",
                url,
                List.of(),
                Map.of(),
                null,
                List.of(),
                Target.ITEM,
                name,
                setting,
                setting,
                true,
                Turn.USUAL);
    }

    /** A POST of form fields, to a token endpoint. */
    public static Request form(String name, String url, String setting, List<Param> fields) {
        return new Request(
                "POST",
                url,
                List.of(),
                Map.of(),
                null,
                fields,
                Target.COLLECTION,
                name,
                setting,
                setting,
                true,
                Turn.USUAL);
    }

    /** The same with one more query parameter. */
    public Request with(String parameter, Object value) {
        List<Param> more = new ArrayList<>(query);
        more.add(new Param(parameter, value.toString()));
        return new Request(
                method, url, more, headers, body, form, target, name, setting, hostSetting, repeatable, turn);
    }

    /** The same with one more header. */
    public Request header(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Request(method, url, query, more, body, form, target, name, setting, hostSetting, repeatable, turn);
    }

    /** The same as a POST of JSON. */
    public Request post(JsonNode json) {
        return new Request(
                "POST", url, query, headers, json, form, target, name, setting, hostSetting, repeatable, turn);
    }

    /** The same as a write of JSON, which is not repeated once it may have arrived. */
    public Request write(String verb, @Nullable JsonNode json) {
        return new Request(verb, url, query, headers, json, form, target, name, setting, hostSetting, false, turn);
    }

    /** The same at another turn. */
    public Request at(Turn other) {
        return new Request(
                method, url, query, headers, body, form, target, name, setting, hostSetting, repeatable, other);
    }

    /** The same where the setting only says the path, below the address in {@code otherSetting}. */
    public Request below(String otherSetting) {
        return new Request(
                method, url, query, headers, body, form, target, name, setting, otherSetting, repeatable, turn);
    }

    /** What it carries that no message may repeat: a token request's client secret and refresh token. */
    List<String> secrets() {
        return form.stream()
                .filter(field ->
                        field.name().equals("client_secret") || field.name().equals("refresh_token"))
                .map(Param::value)
                .toList();
    }

    /** Never prints query, headers or body: they hold personal data and secrets. */
    @Override
    public String toString() {
        return method + " " + name;
    }
}
