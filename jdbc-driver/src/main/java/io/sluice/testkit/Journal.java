package io.sluice.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every statement that ran, and what was found. Safe for use by many threads. */
final class Journal {
    private final List<Said> said = new ArrayList<>();
    private final List<Said> ofTest = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private String test = "";

    /** A test begins; empty: none runs. */
    synchronized void test(String name) {
        test = name;
        ofTest.clear();
        details.clear();
    }

    synchronized void add(String shape, String route, Set<Finding> findings) {
        keep(new Said(test, shape, route, findings));
    }

    private void keep(Said one) {
        said.add(one);
        ofTest.add(one);
    }

    /** A finding that is seen only while the rows are read; a statement is in the list already. */
    synchronized void differs(String shape, String detail) {
        keep(new Said(test, shape, "difference", Set.of(Finding.DIFFERENCE)));
        details.add(detail);
    }

    /** What was seen, for the message of the test that runs: values may stand in it. */
    synchronized List<String> details() {
        return List.copyOf(details);
    }

    /** What was found in the test that runs, for each finding its statements. */
    synchronized Map<Finding, List<String>> found() {
        Map<Finding, List<String>> found = new LinkedHashMap<>();
        for (Said each : ofTest) {
            for (Finding finding : new TreeSet<>(each.findings())) {
                found.computeIfAbsent(finding, key -> new ArrayList<>()).add(each.shape());
            }
        }
        return found;
    }

    /** By shape: how it travels, how often, in which tests, and what was found. */
    synchronized String report() {
        Map<String, List<Said>> byShape = new LinkedHashMap<>();
        for (Said each : said) {
            byShape.computeIfAbsent(each.shape() + "\n" + each.route(), key -> new ArrayList<>())
                    .add(each);
        }
        StringBuilder text = new StringBuilder();
        byShape.values().stream()
                .sorted(Comparator.comparingInt((List<Said> each) -> -each.size()))
                .forEach(each -> line(text, each));
        return text.toString();
    }

    private static void line(StringBuilder text, List<Said> same) {
        Said first = same.get(0);
        Set<String> tests = new TreeSet<>();
        Set<Finding> findings = new TreeSet<>();
        same.forEach(each -> {
            tests.add(each.test());
            findings.addAll(each.findings());
        });
        text.append("%5d × %s\n        %s%s\n        in %s\n"
                .formatted(
                        same.size(),
                        first.route(),
                        first.shape(),
                        findings.isEmpty() ? "" : "\n        " + findings,
                        String.join(", ", tests)));
    }
}
