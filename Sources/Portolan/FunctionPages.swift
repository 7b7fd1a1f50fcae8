import HCL
import Terraform

/// What `portolan functions` tells about a function of the language.
package struct FunctionPage: Sendable {
  package let name: String
  /// `cidrsubnet(prefix string, newbits number, netnum number) string`
  package let signature: String
  package let documentation: String
  /// Those that have something to be said about them.
  package let parameters: [(name: String, documentation: String)]
  package let example: (expression: String, json: String)
}

/// All functions in byte order of their names.
package enum FunctionPages {
  package static let all: [FunctionPage] =
    (functionTable.values.map(FunctionPage.init) + SpecialForm.allCases.map(FunctionPage.init))
    .sorted { $0.name.precedesInBytes($1.name) }

  package static subscript(name: String) -> FunctionPage? { all.first { $0.name == name } }
}

extension FunctionPage {
  fileprivate init(_ function: Function) {
    name = function.name
    let all = function.parameters + (function.variadic.map { [$0] } ?? [])
    let fixed = function.parameters.map { "\($0.name) \($0.type.spelling)" }
    let rest = function.variadic.map { ["\($0.name) \($0.type.spelling)..."] } ?? []
    let result = function.resultType(all.map(\.type)).spelling
    signature = "\(name)(\((fixed + rest).joined(separator: ", "))) \(result)"
    documentation = function.documentation
    parameters = all.filter { !$0.documentation.isEmpty }.map { ($0.name, $0.documentation) }
    example = (function.example.expression, function.example.json)
  }

  fileprivate init(_ form: SpecialForm) {
    name = form.rawValue
    signature = form.signature
    documentation = form.documentation
    parameters = []
    example = (form.example.expression, form.example.json)
  }
}

extension ValueType {
  /// The type as a constraint spells it, on one line.
  fileprivate var spelling: String {
    switch self {
    case .dynamic: "any"
    case .bool, .number, .string: name
    case .list(let element): "list(\(element.spelling))"
    case .set(let element): "set(\(element.spelling))"
    case .map(let element): "map(\(element.spelling))"
    case .tuple(let elements): "tuple([\(elements.map(\.spelling).joined(separator: ", "))])"
    case .object(let object):
      "object({"
        + object.names.map { "\($0) = \((object.attributes[$0] ?? .dynamic).spelling)" }
        .joined(separator: ", ") + "})"
    }
  }
}
