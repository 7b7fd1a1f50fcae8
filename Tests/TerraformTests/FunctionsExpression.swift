import Diagnostics
import HCL
import Terraform

/// Evaluates expressions of literals and calls, so that the tests of functions read as Terraform's
/// documentation does. `unknown.name` is a string that is not known, `unknown.names` a list of
/// strings, `unknown.set` a set, `unknown.map` a map of strings, `unknown.number` and `unknown.any`
/// what they say.
struct FunctionsExpression {
  struct SyntaxFault: Error { var rest: String }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private let environment: FunctionEnvironment

  private init(_ text: String, _ environment: FunctionEnvironment) {
    scalars = Array(text.unicodeScalars)
    self.environment = environment
  }

  /// A call that failed.
  struct CallFault: Error {
    var function: Function
    var error: FunctionError
  }

  /// The value; an error is a `CallFault`, or the test's own fault.
  static func evaluate(
    _ text: String, environment: FunctionEnvironment = FunctionEnvironment()
  ) throws -> Value {
    var reader = FunctionsExpression(text, environment)
    let value = try reader.value()
    reader.skipSpace()
    if reader.position < reader.scalars.count { throw reader.fault }
    return value
  }

  /// The value as text, or the error as the user sees it.
  static func outcome(
    _ text: String, environment: FunctionEnvironment = FunctionEnvironment()
  ) throws -> String {
    do {
      return describe(try evaluate(text, environment: environment))
    } catch let fault as CallFault {
      let place = SourceLocation(FileID(0), SourceSpan(0, 0))
      let diagnostic = Diagnostic.callFailed(
        fault.error, of: fault.function, at: place, arguments: [])
      return "error: \(diagnostic.detail)"
    }
  }

  private var fault: SyntaxFault {
    SyntaxFault(rest: string(scalars[position...]))
  }

  private mutating func value() throws -> Value {
    skipSpace()
    guard let scalar = current else { throw fault }
    switch scalar {
    case "\"": return .string(normalizing: try text())
    case "[": return .tuple(try sequence("[", "]"))
    case "{": return .object(try object())
    case "0"..."9", "-": return try number()
    default: return try named()
    }
  }

  private mutating func number() throws -> Value {
    let start = position
    position += 1
    while let scalar = current, "0123456789.e+-".unicodeScalars.contains(scalar) { position += 1 }
    guard let number = Number(literal: string(scalars[start..<position])) else { throw fault }
    return .number(number)
  }

  private mutating func named() throws -> Value {
    let name = word()
    skipSpace()
    switch name {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "infinity": return .number(.infinity)
    case "can":
      position += 1
      let result: Bool
      do {
        _ = try value()
        result = true
      } catch is CallFault {
        result = false
        // The rest of the call; nothing follows it in an example.
        position = scalars.count - 1
      }
      position += 1
      return .bool(result)
    case _ where name.hasPrefix("unknown."):
      return .unknown(Self.type(of: name), .source(name))
    default:
      guard let function = functionTable[name], current == "(" else { throw fault }
      let arguments = try sequence("(", ")")
      do throws(FunctionError) {
        return try call(function, arguments, environment: environment)
      } catch {
        throw CallFault(function: function, error: error)
      }
    }
  }

  private static func type(of name: String) -> ValueType {
    switch name.dropFirst("unknown.".count) {
    case "names": .list(.string)
    case "set": .set(.string)
    case "map": .map(.string)
    case "number": .number
    case "any": .dynamic
    default: .string
    }
  }

  private mutating func sequence(_ open: Unicode.Scalar, _ close: Unicode.Scalar) throws -> [Value]
  {
    position += 1
    var values: [Value] = []
    skipSpace()
    while !accept(close) {
      values.append(try value())
      skipSpace()
      if !accept(","), current != close { throw fault }
      skipSpace()
    }
    return values
  }

  private mutating func object() throws -> Fields {
    position += 1
    var entries: [Fields.Entry] = []
    skipSpace()
    while !accept("}") {
      let name = current == "\"" ? try text() : word()
      skipSpace()
      guard accept("=") else { throw fault }
      entries.append((name, try value()))
      skipSpace()
      if !accept(","), current != "}" { throw fault }
      skipSpace()
    }
    return Fields(entries)
  }

  private mutating func text() throws -> String {
    position += 1
    var view = String.UnicodeScalarView()
    while let scalar = current, scalar != "\"" {
      position += 1
      if scalar == "$", current == "$", position + 1 < scalars.count, scalars[position + 1] == "{" {
        position += 1
      }
      guard scalar == "\\" else {
        view.append(scalar)
        continue
      }
      guard let escape = current else { throw fault }
      position += 1
      switch escape {
      case "n": view.append("\n")
      case "r": view.append("\r")
      case "t": view.append("\t")
      case "u": view.append(try codePoint(4))
      case "U": view.append(try codePoint(8))
      default: view.append(escape)
      }
    }
    guard accept("\"") else { throw fault }
    return String(view)
  }

  private mutating func codePoint(_ width: Int) throws -> Unicode.Scalar {
    let end = min(position + width, scalars.count)
    guard
      let scalar = UInt32(string(scalars[position..<end]), radix: 16).flatMap(Unicode.Scalar.init)
    else { throw fault }
    position = end
    return scalar
  }

  private mutating func word() -> String {
    let start = position
    while let scalar = current,
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
        || scalar == "." || scalar == "-"
    {
      position += 1
    }
    return string(scalars[start..<position])
  }

  private var current: Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() { while accept(" ") {} }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// JSON where all is known; unknown parts as `<type: residual>`, marked ones in parentheses.
private func describe(_ value: Value) -> String {
  let text: String
  switch value.content {
  case .unknown(let unknown):
    text = "<\(unknown.type.friendlyName): \(describe(unknown.residual))>"
  case .list(_, let elements), .set(_, let elements), .tuple(let elements):
    text = "[" + elements.map(describe).joined(separator: ",") + "]"
  case .map(_, let fields), .object(let fields):
    let entries = fields.map { "\(jsonString($0)):\(describe($1))" }
    text = "{" + entries.joined(separator: ",") + "}"
  case .number(let number): text = number.text
  default: text = jsonEncode(value)
  }
  return value.marks.isEmpty ? text : "(\(text))"
}

private func describe(_ residual: Residual) -> String {
  func list(_ values: [Value]) -> String { values.map(describe).joined(separator: ", ") }
  switch residual {
  case .source(let address): return address
  case .attribute(let base, let name): return "\(describe(base)).\(name)"
  case .index(let base, let key): return "\(describe(base))[\(describe(key))]"
  case .template(let parts): return "template(\(list(parts)))"
  case .convert(let base, let type): return "convert(\(describe(base)), \(type.friendlyName))"
  case .concat(let parts): return "concat(\(list(parts)))"
  case .merge(let parts): return "merge(\(list(parts)))"
  case .each(let base, let path):
    return "\(describe(base))[*].\(path.joined(separator: "."))"
  case .call(let name, let operands):
    return "\(name) of \(operands.flatMap(\.residuals).map(describe).joined(separator: ", "))"
  case .opaque(let operation, let operands):
    return "\(operation) of \(operands.map(describe).joined(separator: ", "))"
  }
}
