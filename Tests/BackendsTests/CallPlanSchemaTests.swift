import Backends
import Diagnostics
import Foundation
import SecurityGroupIR
import Testing

/// Schemas and botocore's own model judge what is printed; for that Python and its packages must be
/// there, and where they are not, these tests are shown as skipped.
@Suite(
  "Schemas",
  .enabled("needs python3 with jsonschema and botocore") {
    (try? python("import jsonschema, botocore")) == ""
  })
struct CallPlanSchemaTests {
  @Test(
    "what is printed fits the schema in grammars/",
    arguments: SamplePrograms.all.map(\.name), ["call-plan", "ir"])
  func schema(name: String, target: String) throws {
    let text = try emit(name, target)
    let grammar = root.appendingPathComponent("grammars/\(target).schema.json").path
    let complaints = try python(
      """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)):
          print(error.json_path, error.message)
      """, grammar, input: text)
    #expect(complaints == "")
  }

  @Test(
    "every call fits botocore's model of its operation", arguments: SamplePrograms.all.map(\.name))
  func parameters(name: String) throws {
    let complaints = try python(
      """
      import json, sys, botocore.session
      from botocore.validate import ParamValidator
      plan, session = json.load(sys.stdin), botocore.session.get_session()

      def sample(type):
          if isinstance(type, list): return [sample(type[1])] if type[0] in ("list", "set") else {}
          return {"number": 1, "bool": True}.get(type, "text")

      def given(name):
          spec = plan["inputs"][name]
          return spec.get("default") or sample(spec["type"])

      def value(form, item=None):
          if isinstance(form, list):
              return [x for e in form for x in
                      (value(e, item) if isinstance(e, dict) and "$each" in e else [value(e, item)])]
          if not isinstance(form, dict): return form
          if "$input" in form: return given(form["$input"])
          if "$item" in form: return item
          if "$concat" in form: return "".join(str(value(x, item)) for x in form["$concat"])
          if "$result" in form: return ["text"] if "[?" in form["$result"][1] else "text"
          if "$each" in form:
              source = form["$each"]
              return [value(form["as"], x) for x in (given(source) if isinstance(source, str) else value(source))]
          return {k: value(v, item) for k, v in form.items()}

      for call in plan["calls"]:
          model = session.get_service_model(call["service"]).operation_model(call["operation"])
          parameters = value(call["parameters"])
          if model.input_shape is None: errors = "takes none" if parameters else ""
          else: errors = ParamValidator().validate(parameters, model.input_shape).generate_report()
          if errors: print(call["id"], errors)
      """, input: try emit(name, "call-plan"))
    #expect(complaints == "")
  }

  /// What a plan cannot say is null in it; a program of which it can say everything is judged.
  private func emit(_ name: String, _ target: String) throws -> String {
    let sample = try #require(SamplePrograms.all.first { $0.name == name }).program
    let backend = try #require(backends.first { $0.name == target })
    var program = canonicalize(sample)
    var refusals = legalize(program, for: backend.capabilities).refusals.flatMap(\.addresses)
    if target == "call-plan" {
      refusals += program.inputs.filter { $0.type == .bool }.map(\.address)
    }
    program = canonicalize(
      program.mapTerms { term in
        term.replacing { inner in
          guard case .input(let id) = inner, refusals.contains(program[id].address) else {
            return nil
          }
          return program[id].defaultValue.map(Term.literal)
        }
      })
    var sink = DiagnosticSink()
    let text = backend.emit(legalize(program, for: backend.capabilities).program, into: &sink)
    #expect(sink.diagnostics.map(\.detail) == [])
    return text
  }
}

private let root = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// What a Python program prints, and what it complains about.
private func python(_ program: String, _ arguments: String..., input: String = "") throws -> String
{
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", "-c", program] + arguments
  let (incoming, outgoing) = (Pipe(), Pipe())
  process.standardInput = incoming
  process.standardOutput = outgoing
  process.standardError = outgoing
  try process.run()
  try incoming.fileHandleForWriting.write(contentsOf: Data(input.utf8))
  try incoming.fileHandleForWriting.close()
  let output = try outgoing.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return String(decoding: output, as: UTF8.self)
}
