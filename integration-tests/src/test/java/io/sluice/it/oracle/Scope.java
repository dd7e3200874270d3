package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The columns that an expression may name: those of a FROM, and inside a subquery sometimes those around it. */
record Scope(List<Source> sources) {
    /** A column with its name as it is written here. */
    record Ref(String text, Field field) {}

    Scope with(Scope outer) {
        List<Source> all = new ArrayList<>(sources);
        all.addAll(outer.sources);
        return new Scope(all);
    }

    List<Ref> refs(Predicate<Field> which) {
        List<Ref> refs = new ArrayList<>();
        for (Source source : sources) {
            for (Field field : source.fields()) {
                if (which.test(field)) {
                    refs.add(new Ref(source.ref(field.name()), field));
                }
            }
        }
        return refs;
    }

    /** Empty where some source has no key. */
    List<String> uniqueRefs() {
        List<String> refs = new ArrayList<>();
        for (Source source : sources) {
            if (source.unique().isEmpty()) {
                return List.of();
            }
            source.unique().forEach(each -> refs.add(source.ref(each)));
        }
        return refs;
    }
}
