package io.sluice.routing.rules.groovy;

import groovy.lang.Closure;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.RulesError;
import io.sluice.routing.rules.TableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@code table} block says so far; mutable, used by one thread while a file is read. */
final class Draft {
    final String table;
    final String file;
    final int line;
    final List<String> cluster;
    final Set<Object> constants;

    @Nullable
    String key;

    @Nullable
    KeyType keyType;

    List<String> shards = new ArrayList<>();
    List<String> tables = new ArrayList<>();

    @Nullable
    Closure<?> shardOf;

    @Nullable
    Closure<?> tableOf;

    @Nullable
    String tableKey;

    @Nullable
    BuiltIn builtIn;

    int ruleLine;

    @Nullable
    String like;

    TableRule.@Nullable IdColumn id;

    Draft(String table, int line, Origin origin) {
        this.table = table;
        this.line = line;
        this.file = origin.file();
        this.cluster = origin.shards();
        this.constants = origin.constants();
    }

    /** What is left of a built-in once the whole block was read. */
    interface BuiltIn {
        Placed place(Draft draft);
    }

    String requireKey() {
        if (key == null) {
            throw error("has no key; write key 'column'");
        }
        return key;
    }

    /** The declared shards, or all of the cluster. */
    List<String> shardsOrAll() {
        return shards.isEmpty() ? cluster : shards;
    }

    /** The declared tables, or one of the logical name. */
    List<String> tablesOrOwn() {
        return tables.isEmpty() ? List.of(table) : tables;
    }

    RulesError error(String cause) {
        return error(line, cause);
    }

    RulesError error(int at, String cause) {
        return new RulesError(file, at == 0 ? line : at, "table " + table + " " + cause);
    }
}
