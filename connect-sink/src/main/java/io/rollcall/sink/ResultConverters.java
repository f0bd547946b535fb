package io.rollcall.sink;

import io.rollcall.config.SettingGroup;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.jspecify.annotations.Nullable;

/**
 * How answers are written: any converters that the worker has. The plugin's class loader asks the worker's for classes that
 * it lacks, so names work as they do in the worker's own settings.
 */
record ResultConverters(
        Class<?> keyClass, Map<String, Object> keySettings, Class<?> valueClass, Map<String, Object> valueSettings) {
    static final String KEY = "result.key.converter";
    static final String VALUE = "result.value.converter";

    /** Part of every worker. */
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    static void define(SettingGroup group) {
        converter(group, KEY, "Converter of result keys", "keys");
        converter(group, VALUE, "Converter of results", "values");
    }

    private static void converter(SettingGroup group, String name, String display, String what) {
        group.add(
                name,
                Type.CLASS,
                JSON,
                LambdaValidator.with(ResultConverters::ensureConverter, () -> "a class that is a Converter"),
                Importance.MEDIUM,
                Width.LONG,
                display,
                "The converter for " + what
                        + " of the results topic: any class that the worker could use as its own, with its "
                        + "settings after the prefix '" + name + ".', such as " + name
                        + ".schema.registry.url. Unset: JSON without schemas.");
    }

    private static void ensureConverter(String name, @Nullable Object value) {
        if (value instanceof Class<?> type
                && (!Converter.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers()))) {
            throw new ConfigException(
                    name, type.getName(), "Set it to a class that implements " + Converter.class.getName());
        }
    }

    static ResultConverters parse(AbstractConfig settings, Map<String, String> props) {
        return new ResultConverters(
                settings.getClass(KEY), settings(settings, props, KEY, ConverterType.KEY),
                settings.getClass(VALUE), settings(settings, props, VALUE, ConverterType.VALUE));
    }

    private static Map<String, Object> settings(
            AbstractConfig settings, Map<String, String> props, String name, ConverterType type) {
        Map<String, Object> converter = new HashMap<>();
        if (!props.containsKey(name)) {
            converter.put("schemas.enable", "false");
        }
        converter.putAll(settings.originalsWithPrefix(name + "."));
        converter.put(ConverterConfig.TYPE_CONFIG, type.getName());
        return converter;
    }

    /** @throws ConfigException naming the setting, when the converter does not accept its settings */
    Converter key() {
        return made(keyClass, keySettings, KEY, true);
    }

    /** @throws ConfigException naming the setting, when the converter does not accept its settings */
    Converter value() {
        return made(valueClass, valueSettings, VALUE, false);
    }

    /** @throws ConfigException naming the setting, when a converter does not accept its settings */
    void check() {
        close(key());
        close(value());
    }

    /** Converters have a method for it since Kafka 3.7. */
    static void close(Object converter) {
        if (converter instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException("A converter of results could not be closed", e);
            }
        }
    }

    private static Converter made(Class<?> type, Map<String, Object> settings, String name, boolean key) {
        Thread thread = Thread.currentThread();
        ClassLoader ours = thread.getContextClassLoader();
        // As the worker does: a converter finds classes that its settings name by the loader of its own plugin.
        thread.setContextClassLoader(type.getClassLoader());
        try {
            Converter converter = (Converter) type.getDeclaredConstructor().newInstance();
            converter.configure(settings, key);
            return converter;
        } catch (ReflectiveOperationException unusable) {
            throw new ConfigException(name + " is " + type.getName()
                    + ", which cannot be made: it has no public constructor without arguments, or that failed. Set it to"
                    + " another converter.");
        } catch (RuntimeException refused) {
            throw new ConfigException(name + " does not accept its settings: "
                    + (refused instanceof ConfigException
                            ? refused.getMessage()
                            : refused.getClass().getSimpleName())
                    + ". Correct those that begin with " + name + ".");
        } finally {
            thread.setContextClassLoader(ours);
        }
    }
}
