package io.rollcall.archive;

import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.connector.Connector;

/** Loads connectors as a worker does: from their own jars, and what is not in them from the worker, which has Kafka and slf4j only. */
final class PluginLoader implements Closeable {

    private final URLClassLoader loader;

    private PluginLoader(URLClassLoader loader) {
        this.loader = loader;
    }

    static PluginLoader of(List<Path> jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return new PluginLoader(new URLClassLoader(urls.toArray(URL[]::new), new Worker()));
    }

    Connector connector(String name) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass(name);
        if (type.getClassLoader() != loader) {
            throw new IllegalStateException(name + " does not come from the archive");
        }
        return (Connector) type.getDeclaredConstructor().newInstance();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static final class Worker extends ClassLoader {

        Worker() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.apache.kafka.") || name.startsWith("org.slf4j.")) {
                return PluginLoader.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
