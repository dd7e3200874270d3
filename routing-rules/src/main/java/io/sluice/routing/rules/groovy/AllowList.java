package io.sluice.routing.rules.groovy;

import static java.util.Map.entry;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.*;
import org.codehaus.groovy.ast.stmt.*;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.codehaus.groovy.syntax.Types;

/**
 * What may stand in a rules file: its words, and expressions without side effects. Everything that is not named here is refused
 * with its line. Used once, by one thread.
 */
final class AllowList {
    private static final Set<String> WORDS = Set.of(
            "table",
            "colocate",
            "broadcast",
            "single",
            "snowflake",
            "below",
            "from",
            "key",
            "shards",
            "tables",
            "like",
            "id",
            "modulo",
            "hash",
            "buckets",
            "ranges",
            "list",
            "byMonth",
            "byDay");

    private static final Set<String> METHODS = Set.of(
            "intdiv",
            "mod",
            "abs",
            "floorMod",
            "floorDiv",
            "min",
            "max",
            "length",
            "size",
            "charAt",
            "codePointAt",
            "substring",
            "take",
            "drop",
            "takeRight",
            "dropRight",
            "indexOf",
            "lastIndexOf",
            "startsWith",
            "endsWith",
            "contains",
            "toLowerCase",
            "toUpperCase",
            "trim",
            "strip",
            "hashCode",
            "toInteger",
            "toLong",
            "toBigInteger",
            "toString",
            "isEmpty",
            "equals",
            "compareTo",
            "padLeft",
            "padRight",
            "reverse",
            "intValue",
            "longValue",
            "getYear",
            "getMonthValue",
            "getDayOfMonth",
            "getDayOfYear",
            "getHour",
            "toEpochDay",
            "toLocalDate",
            "isBefore",
            "isAfter",
            "isLeapYear",
            "of",
            "parse",
            "tokenize");

    private static final Set<String> PROPERTIES =
            Set.of("year", "monthValue", "dayOfMonth", "dayOfYear", "hour", "leapYear", "empty");

    private static final Set<String> TYPES = Set.of(
            "long",
            "int",
            "Long",
            "Integer",
            "String",
            "BigDecimal",
            "BigInteger",
            "LocalDate",
            "LocalDateTime",
            "Math",
            "byte",
            "boolean",
            "def",
            "Object");

    private static final Set<Integer> OPERATORS = Set.of(
            Types.PLUS,
            Types.MINUS,
            Types.MULTIPLY,
            Types.DIVIDE,
            Types.MOD,
            Types.REMAINDER,
            Types.POWER,
            Types.LEFT_SHIFT,
            Types.RIGHT_SHIFT,
            Types.RIGHT_SHIFT_UNSIGNED,
            Types.BITWISE_AND,
            Types.BITWISE_OR,
            Types.BITWISE_XOR,
            Types.COMPARE_EQUAL,
            Types.COMPARE_NOT_EQUAL,
            Types.COMPARE_LESS_THAN,
            Types.COMPARE_LESS_THAN_EQUAL,
            Types.COMPARE_GREATER_THAN,
            Types.COMPARE_GREATER_THAN_EQUAL,
            Types.COMPARE_TO,
            Types.LOGICAL_AND,
            Types.LOGICAL_OR,
            Types.KEYWORD_IN,
            Types.COMPARE_NOT_IN,
            Types.LEFT_SQUARE_BRACKET);

    private static final Map<String, String> NAMES = Map.ofEntries(
            entry("WhileStatement", "a while loop"),
            entry("DoWhileStatement", "a do-while loop"),
            entry("ForStatement", "a for loop"),
            entry("TryCatchStatement", "try"),
            entry("ThrowStatement", "throw"),
            entry("SynchronizedStatement", "synchronized"),
            entry("ConstructorCallExpression", "new"),
            entry("PostfixExpression", "++ or --"),
            entry("PrefixExpression", "++ or --"),
            entry("MethodPointerExpression", "a method pointer"),
            entry("LambdaExpression", "a lambda (write { long id -> … })"));

    private final SourceUnit source;
    private final Set<Object> constants;
    private final Set<String> declared = new HashSet<>();

    /** @param constants is filled with the numbers and texts of the file: good keys to try closures on */
    AllowList(SourceUnit source, Set<Object> constants) {
        this.source = source;
        this.constants = constants;
    }

    void check(ClassNode type) {
        ModuleNode module = source.getAST();
        module.getImports().forEach(node -> refuse(node, "import"));
        module.getStarImports().forEach(node -> refuse(node, "import"));
        module.getStaticImports().values().forEach(node -> refuse(node, "import"));
        module.getStaticStarImports().values().forEach(node -> refuse(node, "import"));
        if (module.getPackage() != null) {
            refuse(module.getPackage(), "package");
        }
        annotations(type);
        if (!type.isScript() || module.getClasses().size() > 1) {
            refuse(type, "a class");
        }
        for (MethodNode method : module.getMethods()) {
            refuse(method, "a method (write a closure)");
        }
        if (!type.getFields().isEmpty()
                || !type.getObjectInitializerStatements().isEmpty()) {
            refuse(type, "a field");
        }
        statement(module.getStatementBlock());
    }

    private void statement(Statement statement) {
        if (statement instanceof BlockStatement block) {
            block.getStatements().forEach(this::statement);
        } else if (statement instanceof ExpressionStatement line) {
            expression(line.getExpression());
        } else if (statement instanceof ReturnStatement result) {
            expression(result.getExpression());
        } else if (statement instanceof IfStatement branch) {
            expression(branch.getBooleanExpression());
            statement(branch.getIfBlock());
            statement(branch.getElseBlock());
        } else if (!(statement instanceof EmptyStatement)) {
            refuse(statement, name(statement));
        }
    }

    private void expression(Expression expression) {
        annotations(expression);
        if (expression instanceof ConstantExpression constant) {
            if (constant.getValue() != null) {
                constants.add(constant.getValue());
            }
            return;
        }
        if (expression instanceof VariableExpression variable) {
            if (!declared.contains(variable.getName())
                    && !TYPES.contains(variable.getName())
                    && !variable.getName().equals("this")) {
                refuse(expression, "'" + variable.getName() + "'");
            }
        } else if (expression instanceof ClassExpression type) {
            type(type, type.getType());
        } else if (expression instanceof ClosureExpression closure) {
            closure(closure);
        } else if (expression instanceof MethodCallExpression call) {
            call(call);
        } else if (expression instanceof PropertyExpression property) {
            property(property);
        } else if (expression instanceof BinaryExpression binary) {
            binary(binary);
        } else {
            parts(expression).forEach(this::expression);
        }
    }

    /** The parts of expressions that are harmless in themselves. */
    private List<? extends Expression> parts(Expression expression) {
        if (expression instanceof TernaryExpression choice) {
            return List.of(choice.getBooleanExpression(), choice.getTrueExpression(), choice.getFalseExpression());
        }
        if (expression instanceof BooleanExpression condition) {
            return List.of(condition.getExpression());
        }
        if (expression instanceof UnaryMinusExpression minus) {
            return List.of(minus.getExpression());
        }
        if (expression instanceof UnaryPlusExpression plus) {
            return List.of(plus.getExpression());
        }
        if (expression instanceof GStringExpression text) {
            return text.getValues();
        }
        if (expression instanceof TupleExpression arguments) {
            return arguments.getExpressions();
        }
        if (expression instanceof ListExpression list) {
            return list.getExpressions();
        }
        if (expression instanceof MapExpression map) {
            return map.getMapEntryExpressions();
        }
        if (expression instanceof MapEntryExpression entry) {
            return List.of(entry.getKeyExpression(), entry.getValueExpression());
        }
        if (expression instanceof RangeExpression range) {
            return List.of(range.getFrom(), range.getTo());
        }
        if (expression instanceof CastExpression cast) {
            type(cast, cast.getType());
            return List.of(cast.getExpression());
        }
        refuse(expression, name(expression));
        return List.of();
    }

    private void closure(ClosureExpression closure) {
        Parameter[] parameters = closure.getParameters();
        for (Parameter parameter : parameters == null ? new Parameter[0] : parameters) {
            annotations(parameter);
            type(parameter, parameter.getType());
            if (parameter.hasInitialExpression()) {
                expression(parameter.getInitialExpression());
            }
            declare(parameter, parameter.getName());
        }
        statement(closure.getCode());
    }

    private void call(MethodCallExpression call) {
        String name = call.getMethod() instanceof ConstantExpression ? call.getMethodAsString() : null;
        boolean ours = call.isImplicitThis() && (WORDS.contains(name) || declared.contains(name));
        if (name == null || !(ours || (!call.isImplicitThis() && METHODS.contains(name)))) {
            refuse(call, name == null ? "a call by a computed name" : "'" + name + "'");
        }
        if (!call.isImplicitThis()) {
            expression(call.getObjectExpression());
        }
        expression(call.getArguments());
    }

    private void property(PropertyExpression property) {
        String name = property.getProperty() instanceof ConstantExpression ? property.getPropertyAsString() : null;
        if (name == null || !PROPERTIES.contains(name) || property instanceof AttributeExpression) {
            refuse(property, "'" + (name == null ? "a property by a computed name" : name) + "'");
        }
        expression(property.getObjectExpression());
    }

    /** Closures must not remember: the only assignment is a declaration. */
    private void binary(BinaryExpression binary) {
        if (binary instanceof DeclarationExpression declaration) {
            if (declaration.isMultipleAssignmentDeclaration()) {
                refuse(binary, "a declaration of several variables");
            }
            type(binary, declaration.getVariableExpression().getOriginType());
            expression(declaration.getRightExpression());
            declare(binary, declaration.getVariableExpression().getName());
            return;
        }
        int operator = binary.getOperation().getType();
        if (Types.ofType(operator, Types.ASSIGNMENT_OPERATOR)) {
            refuse(binary, "an assignment (declare a new variable with def)");
        }
        if (!OPERATORS.contains(operator)) {
            refuse(binary, "the operator " + binary.getOperation().getText());
        }
        expression(binary.getLeftExpression());
        expression(binary.getRightExpression());
    }

    private void declare(ASTNode at, String name) {
        if (WORDS.contains(name) && at instanceof Expression) {
            refuse(at, "a variable with the name of the word " + name);
        }
        declared.add(name);
    }

    private void type(ASTNode at, ClassNode type) {
        ClassNode element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (!TYPES.contains(element.getNameWithoutPackage())) {
            refuse(at, "the type " + type.getName());
        }
    }

    private void annotations(AnnotatedNode node) {
        for (AnnotationNode annotation : node.getAnnotations()) {
            if (annotation.getLineNumber() > 0) { // the compiler's own have none
                refuse(annotation, "an annotation");
            }
        }
    }

    private static String name(ASTNode node) {
        String kind = node.getClass().getSimpleName();
        String plain = kind.replaceAll("(Expression|Statement)$", "").replaceAll("([a-z])([A-Z])", "$1 $2");
        return NAMES.getOrDefault(kind, plain.toLowerCase(Locale.ROOT));
    }

    private void refuse(ASTNode node, String what) {
        SyntaxException cause = new SyntaxException(
                what + " is not allowed in a rules file", node.getLineNumber(), Math.max(1, node.getColumnNumber()));
        source.getErrorCollector().addFatalError(new SyntaxErrorMessage(cause, source));
    }
}
