"""Operators that are two: each place has one of its own, with the number of its mutant in its name."""

from __future__ import annotations

#: By operator: its counterpart.
FLIPS = {
    "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&",
    "+": "-", "-": "+", "*": "+", "/": "*", "%": "/", "&": "|", "|": "&", "<<": ">>", ">>": "<<",
    "&+": "&-", "&-": "&+", "+=": "-=", "-=": "+=", "??": "right side of ??",
}  # fmt: skip

NOT = """prefix operator !{op}
prefix func !{op} (a: Bool) -> Bool {{ isMutant({n}) ? a : !a }}
"""

NIL = """infix operator {old}{op}: ComparisonPrecedence
func {old}{op} <T>(a: T?, b: _OptionalNilComparisonType) -> Bool {{ isMutant({n}) ? a {new} b : a {old} b }}
"""

COMPARISON = """infix operator {old}{op}: ComparisonPrecedence
func {old}{op} <T: %s>(a: T, b: T) -> Bool {{ isMutant({n}) ? a {new} b : a {old} b }}
"""

LOGIC = """infix operator {old}{op}: Logical%sPrecedence
func {old}{op} (a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool {{
  try isMutant({n}) ? a {new} b() : a {old} b()
}}
"""

ARITHMETIC = """infix operator {old}{op}: %sPrecedence
func {old}{op} <T: FixedWidthInteger>(a: T, b: T) -> T {{ isMutant({n}) ? a {new} b : a {old} b }}
"""

CONCATENATION = """func +{op} <C: RangeReplaceableCollection>(a: C, b: C) -> C {{ isMutant({n}) ? a : a + b }}
"""

SHIFT = """infix operator {old}{op}: BitwiseShiftPrecedence
func {old}{op} <T: FixedWidthInteger, U: BinaryInteger>(a: T, b: U) -> T {{
  isMutant({n}) ? a {new} b : a {old} b
}}
"""

ASSIGNMENT = """infix operator {old}{op}: AssignmentPrecedence
func {old}{op} <T: FixedWidthInteger>(a: inout T, b: T) {{ if isMutant({n}) {{ a {new} b }} else {{ a {old} b }} }}
"""

COALESCING = """infix operator ??{op}: NilCoalescingPrecedence
func ??{op} <T>(a: T?, b: @autoclosure () throws -> T) rethrows -> T {{ try isMutant({n}) ? b() : a ?? b() }}
func ??{op} <T>(a: T?, b: @autoclosure () throws -> T?) rethrows -> T? {{ try isMutant({n}) ? b() : a ?? b() }}
"""

DECLARATIONS = {
    **dict.fromkeys(["==", "!="], COMPARISON % "Equatable"),
    **dict.fromkeys(["<", "<=", ">", ">="], COMPARISON % "Comparable"),
    "&&": LOGIC % "Conjunction",
    "||": LOGIC % "Disjunction",
    "+": ARITHMETIC % "Addition" + CONCATENATION,
    **dict.fromkeys(["-", "|", "&+", "&-"], ARITHMETIC % "Addition"),
    **dict.fromkeys(["*", "/", "%", "&"], ARITHMETIC % "Multiplication"),
    **dict.fromkeys(["<<", ">>"], SHIFT),
    **dict.fromkeys(["+=", "-="], ASSIGNMENT),
    "??": COALESCING,
}

#: What each module gets besides: how a mutant is told, and the operator that negates a condition.
SUPPORT = """#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

private let active = getenv("PORTOLAN_MUTANT").flatMap {{ Int(String(cString: $0)) }} ?? 0
func isMutant(_ number: Int) -> Bool {{ number == active }}

precedencegroup MutantPrecedence {{
  lowerThan: LogicalDisjunctionPrecedence
  higherThan: TernaryPrecedence
}}
infix operator ⊻: MutantPrecedence
func ⊻ (a: Bool, number: Int) -> Bool {{ isMutant(number) != a }}
"""


def suffix(number: int) -> str:
    """Return the number in characters of an operator."""
    digits = ""
    while number:
        number, digit = divmod(number, 4)
        digits += "⊕⊖⊗⊘"[digit]
    return digits
