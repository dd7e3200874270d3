package io.sluice.sql.calcite.grammar;

import java.util.List;
import org.apache.calcite.sql.SqlWithItem;

/** The WITH in front of a query or change. */
public record WithNode(List<SqlWithItem> items, boolean recursive) {}
