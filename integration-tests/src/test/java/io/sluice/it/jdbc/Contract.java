package io.sluice.it.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls every method of a {@code java.sql} interface with sample arguments, each on an object of its own, and writes down what it
 * gave and what it changed in its object.
 */
final class Contract {
    /** Asked by the state. */
    private static final Set<String> NO_STATE = Set.of(
            "getGeneratedKeys",
            "getMoreResults",
            "getWarnings",
            "getResultSet",
            "getMetaData",
            "getConnection",
            "getStatement",
            "isValid");

    /** Makes an object to call. */
    interface Maker<T> {
        T make(Connection connection) throws Exception;
    }

    /** Connections of one side. */
    interface Door {
        Connection open() throws Exception;
    }

    private final Door door;
    private final Map<String, String> told = new LinkedHashMap<>();

    Contract(Door door) {
        this.door = door;
    }

    /** What was written down: the call, and what came of it. */
    Map<String, String> told() {
        return told;
    }

    /**
     * Calls all methods of an interface.
     *
     * @param name of the state in which the objects are
     */
    <T> Contract all(String name, Class<T> type, Maker<T> maker) throws Exception {
        boolean apart = type == Connection.class;
        Connection shared = apart ? null : door.open();
        for (Method method : methods(type)) {
            for (Object[] arguments : Samples.of(type, method)) {
                Connection connection = shared == null || shared.isClosed() ? door.open() : shared;
                shared = apart ? null : connection;
                T object = maker.make(connection);
                String call = name + "." + method.getName() + Shown.arguments(method, arguments);
                Map<String, String> before = state(type, object);
                String answer = answer(object, method, arguments);
                told.put(call, answer + changes(before, state(type, object)));
                if (object instanceof AutoCloseable closeable) {
                    closeable.close();
                }
                if (apart) {
                    connection.close();
                }
            }
        }
        if (shared != null) {
            shared.close();
        }
        return this;
    }

    private static List<Method> methods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                methods.add(method);
            }
        }
        methods.sort(Comparator.comparing(
                (Method method) -> method.getName() + Arrays.toString(method.getParameterTypes())));
        return methods;
    }

    private static String answer(Object object, Method method, Object[] arguments) {
        try {
            return Shown.value(method.invoke(object, arguments));
        } catch (InvocationTargetException e) {
            return Shown.error(e.getCause());
        } catch (Exception e) {
            return Shown.error(e);
        }
    }

    /** All that getters without arguments tell. */
    private static Map<String, String> state(Class<?> type, @Nullable Object object) {
        Map<String, String> state = new TreeMap<>();
        for (Method method : type.getMethods()) {
            boolean plain = method.getReturnType().isPrimitive() || method.getReturnType() == String.class;
            boolean getter =
                    method.getName().startsWith("get") || method.getName().startsWith("is");
            if (plain
                    && getter
                    && method.getParameterCount() == 0
                    && method.getReturnType() != void.class
                    && type != java.sql.DatabaseMetaData.class
                    && !NO_STATE.contains(method.getName())) {
                state.put(method.getName(), answer(object, method, new Object[0]));
            }
        }
        return state;
    }

    private static String changes(Map<String, String> before, Map<String, String> after) {
        StringBuilder text = new StringBuilder();
        after.forEach((getter, value) -> {
            if (!value.equals(before.get(getter))) {
                text.append("; ").append(getter).append(' ').append(value);
            }
        });
        return text.toString();
    }
}
