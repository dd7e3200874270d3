package io.sluice.routing.config;

import io.sluice.routing.cluster.Member;
import io.sluice.routing.cluster.Reads;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a cluster file says of a shard's servers, and of which of them are read. */
final class Servers {
    private static final int MOST_WEIGHT = 1000;

    private Servers() {}

    /** {@code servers: [db-a:3306, { address: db-b:3306, weight: 2, zone: a }]}. */
    static Shard shard(String name, Section section, String schema) {
        List<ServerAddress> servers = new ArrayList<>();
        Map<ServerAddress, Member> members = new HashMap<>();
        for (Section server : section.sectionsOr("address", "servers")) {
            server.only("address", "weight", "zone");
            ServerAddress address = server.address("address");
            if (servers.contains(address)) {
                throw section.wrong("servers", "names a server twice");
            }
            servers.add(address);
            Member member = new Member((int) server.number("weight", 1, 0, MOST_WEIGHT), server.text("zone", ""));
            if (!member.equals(Member.STANDARD)) {
                members.put(address, member);
            }
        }
        if (servers.isEmpty()) {
            throw section.wrong("servers", "is missing or empty");
        }
        return new Shard(name, servers, schema, members);
    }

    /** {@code reads: replica}, or {@code reads: { default: prefer-replica, tables: { audit_log: primary } }}; and {@code zone}. */
    static Reads reads(Section file) {
        String zone = file.text("zone", "");
        if (!file.has("reads") || file.scalar("reads")) {
            return new Reads(mode(file, "reads"), Map.of(), zone);
        }
        Section reads = file.section("reads").only("default", "tables");
        Section tables = reads.section("tables");
        Map<String, Reads.Mode> modes = new HashMap<>();
        tables.keys().forEach(table -> modes.put(table.toLowerCase(Locale.ROOT), mode(tables, table)));
        return new Reads(mode(reads, "default"), modes, zone);
    }

    private static Reads.Mode mode(Section section, String key) {
        Reads.Mode mode = Reads.Mode.of(section.text(key, Reads.Mode.PREFER_REPLICA.word()));
        if (mode == null) {
            throw section.wrong(key, "must be primary, replica or prefer-replica");
        }
        return mode;
    }
}
