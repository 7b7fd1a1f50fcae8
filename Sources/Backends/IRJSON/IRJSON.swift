package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// The neutral form itself, as `grammars/ir.schema.json` describes it: to look at, and for programs
/// that do not read Terraform.
package struct IRJSON: Backend {
  package init() {}

  package let name = "ir"
  package let summary = "neutral form between front ends and targets (JSON)"
  package let fileExtension = "json"
  package let isExecutable = false
  package let capabilities = Capabilities(
    lookups: true, listPeers: true, mapInputs: true, members: true)

  package let layout = Layout.json

  package func print(
    _ program: Program, _ options: EmitOptions, to printer: inout Printer,
    into sink: inout DiagnosticSink
  ) {
    IRDocument(program: program).print(to: &printer)
  }
}

/// A program as JSON. Inputs, lookups and groups refer to each other by their names.
struct IRDocument {
  let program: Program

  func print(to printer: inout Printer) {
    printer.openSection()
    printer.add("version", 1)
    printer.add("sources", .strings(program.sources))
    printer.add("inputs", program.inputs, input)
    printer.add("fixed", program.folded, fixed)
    printer.add("lookups", program.lookups, lookup)
    printer.add("groups", program.groups, group)
    printer.add("attachments", program.attachments, attachment)
    printer.add("outputs", program.outputs, output)
    printer.close()
  }

  private func input(_ input: Input) -> JSON {
    .compact([
      "name": .string(input.name),
      "address": .string(input.address),
      "type": input.type.json,
      "required": .bool(input.isRequired),
      "default": input.isSensitive ? nil : input.defaultValue.map(\.json),
      "sensitive": input.isSensitive ? true : nil,
      "description": input.description.map(JSON.string),
      "source": input.origin.map { .string($0.text) },
    ])
  }

  private func fixed(_ variable: FoldedVariable) -> JSON {
    let (reason, source, why): (String, Origin?, String?) =
      switch variable.reason {
      case .given: ("given", nil, nil)
      case .needed(let origin, let why): ("needed", origin, why)
      }
    return .compact([
      "name": .string(variable.name),
      "type": variable.type.json,
      "value": variable.value.map(\.json),
      "sensitive": variable.isSensitive ? true : nil,
      "description": variable.description.map(JSON.string),
      "reason": .string(reason),
      "source": source.map { .string($0.text) },
      "why": why.map(JSON.string),
    ])
  }

  private func lookup(_ lookup: Lookup) -> JSON {
    let (kind, describe): (String, Lookup.Describe?) =
      switch lookup.kind {
      case .describe(let describe): ("describe", describe)
      case .callerIdentity: ("caller_identity", nil)
      case .region: ("region", nil)
      case .partition: ("partition", nil)
      }
    return .compact([
      "name": .string(lookup.name),
      "address": .string(lookup.address),
      "source": .string(lookup.origin.text),
      "kind": .string(kind),
      "region": lookup.region.map(term),
      "operation": describe.map { .string($0.operation) },
      "result": describe.map { .string($0.resultList) },
      "ids": describe?.ids.map {
        ["parameter": .string($0.parameter), "values": .array($0.values.map(term))]
      },
      "filters": describe.map { .array($0.filters.map(filter)) },
      "attributes": describe.map { attributes($0.attributes) },
      "plural": describe?.isPlural == true ? true : nil,
      "order": describe?.order.map(JSON.string),
    ])
  }

  private func filter(_ filter: Lookup.Filter) -> JSON {
    ["name": .string(filter.name), "values": .array(filter.values.map(term))]
  }

  private func attributes(_ attributes: [String: String]) -> JSON {
    let names = attributes.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return .object(names.compactMap { name in attributes[name].map { .init(name, .string($0)) } })
  }

  private func output(_ output: Output) -> JSON {
    .compact([
      "name": .string(output.name),
      "value": term(output.value),
      "sensitive": output.isSensitive ? true : nil,
      "description": output.description.map(JSON.string),
      "source": .string(output.origin.text),
    ])
  }
}
