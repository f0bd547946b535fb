package io.rollcall.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a record holds, the answer is a command or a refusal that can be published. */
class HostileCommandTest {

    private static final String PRIVATE = "hunter2";

    // By name, since JUnit would print the arguments, of which one contains itself.
    private static final Map<String, Object> MISFITS = misfits();

    static Set<String> misfitNames() {
        return MISFITS.keySet();
    }

    /** What fits nowhere in a command. */
    private static Map<String, Object> misfits() {
        Map<String, Object> misfits = new LinkedHashMap<>();
        misfits.put("object", new Object());
        misfits.put("bytes", new byte[] {1});
        misfits.put("not a number", Double.NaN);
        misfits.put("infinity", Double.NEGATIVE_INFINITY);
        misfits.put("decimal", new BigDecimal("1e400000000"));
        misfits.put("empty text", "");
        misfits.put("blank text", " \t\n");
        misfits.put("half a character", PRIVATE + "\ud800");
        misfits.put("huge text", PRIVATE.repeat(20_000));
        misfits.put("huge list", Collections.nCopies(2_000, PRIVATE));
        misfits.put("list of null", Arrays.asList((Object) null));
        misfits.put("list of lists", List.of(List.of(PRIVATE)));
        misfits.put("number as name", Map.of(7, PRIVATE));
        misfits.put("numbers as sorted names", new TreeMap<>(Map.of(7, PRIVATE)));
        misfits.put("null as name", Collections.singletonMap(null, PRIVATE));
        misfits.put("empty name", Map.of("", PRIVATE));
        misfits.put("private name", Map.of(PRIVATE + "@example.test", PRIVATE));
        misfits.put("huge name", Map.of("x".repeat(20_000), PRIVATE));
        misfits.put("deep lists", deep(Collections::singletonList));
        misfits.put("deep objects", deep(inner -> object("extensions", inner)));
        misfits.put("object in itself", loop());
        return misfits;
    }

    @ParameterizedTest
    @MethodSource("misfitNames")
    void whatFitsNowhereIsRefusedEverywhere(String name) {
        Object misfit = MISFITS.get(name);
        List<Object> values = replaced(CommandSamples.everything(), misfit);
        assertThat(values).hasSizeGreaterThan(40);
        for (Object value : values) {
            assertRefused(CommandSamples.key(), value);
        }
        for (Object key : replaced(CommandSamples.key(), misfit)) {
            assertRefused(key, CommandSamples.everything());
        }
        assertRefused(misfit, CommandSamples.everything());
        assertRefused(CommandSamples.key(), misfit);
    }

    @ParameterizedTest
    @MethodSource("misfitNames")
    void aMemberTooManyIsRefusedEverywhere(String name) {
        Object misfit = MISFITS.get(name);
        for (Object value : extended(CommandSamples.everything(), "x", misfit)) {
            assertRefused(CommandSamples.key(), value);
        }
        for (String added : List.of("", "\u0000", PRIVATE + "@example.test", "x".repeat(20_000))) {
            for (Object value : extended(CommandSamples.everything(), added, misfit)) {
                assertRefused(CommandSamples.key(), value);
            }
        }
    }

    @Test
    void aValueOfAnotherTypeInAStructIsACommandOrARefusal() {
        List<Object> others = List.of(
                true,
                7,
                7L,
                7.5,
                PRIVATE,
                new byte[] {1},
                List.of(1),
                List.of(PRIVATE),
                List.of(List.of(PRIVATE)),
                object("x", PRIVATE),
                object("password", PRIVATE),
                List.of(object("x", PRIVATE)));
        Map<String, Object> command = CommandSamples.everything();
        // A list of Structs has one schema for all.
        command.put("memberships", ((List<?>) command.get("memberships")).subList(0, 1));
        int refused = 0;
        for (Object other : others) {
            for (Object value : replaced(command, other)) {
                Struct struct = Inferred.struct((Map<?, ?>) value);
                Throwable thrown = catchThrowable(
                        () -> CommandCodec.decode(CommandSamples.key(), struct, CommandSamples.RECORD_TIME));
                if (thrown != null) {
                    assertThat(thrown).isInstanceOf(InvalidCommandException.class);
                    assertThat(thrown.getMessage()).doesNotContain(PRIVATE).hasSizeLessThan(1024);
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    private static void assertRefused(Object key, Object value) {
        // Without a description: it would print the value, which may contain itself.
        assertThatThrownBy(() -> CommandCodec.decode(key, value, CommandSamples.RECORD_TIME))
                .isInstanceOf(InvalidCommandException.class)
                .hasMessageNotContaining(PRIVATE)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(1024));
    }

    /** Copies of the node, each with another value replaced. */
    private static List<Object> replaced(Object node, Object by) {
        List<Object> copies = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> Stream.concat(Stream.of(by), replaced(value, by).stream())
                    .forEach(other -> copies.add(with(map, name, other))));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                Stream.concat(Stream.of(by), replaced(list.get(i), by).stream())
                        .forEach(other -> copies.add(with(list, index, other)));
            }
        }
        return copies;
    }

    /** Copies of the node, each with another object that has one member more. */
    private static List<Object> extended(Object node, String name, Object value) {
        List<Object> copies = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            copies.add(with(map, name, value));
            map.forEach((member, child) ->
                    extended(child, name, value).forEach(other -> copies.add(with(map, member, other))));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                for (Object other : extended(list.get(i), name, value)) {
                    copies.add(with(list, i, other));
                }
            }
        }
        return copies;
    }

    private static Map<Object, Object> with(Map<?, ?> map, Object name, Object value) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return copy;
    }

    private static List<Object> with(List<?> list, int index, Object value) {
        List<Object> copy = new ArrayList<>(list);
        copy.set(index, value);
        return copy;
    }

    private static Object deep(UnaryOperator<Object> around) {
        Object value = PRIVATE;
        for (int depth = 0; depth < 100_000; depth++) {
            value = around.apply(value);
        }
        return value;
    }

    private static Map<String, Object> object(String name, Object value) {
        return Collections.singletonMap(name, value);
    }

    private static Object loop() {
        Map<String, Object> loop = new HashMap<>();
        loop.put("extensions", loop);
        return loop;
    }
}
