import CodePrinter
import SecurityGroupIR

/// The head of a script: what it does, how it is run, and which variables are fixed in it.
struct Header {
  let program: Program
  let forms: [InputForm]
  /// The inputs that are used as the id of a VPC.
  private let isVPC: [Bool]

  init(_ program: Program, forms: [InputForm]) {
    self.program = program
    self.forms = forms
    var isVPC = Array(repeating: false, count: program.inputs.count)
    program.visitTerms { term, use, _ in
      if use == .vpcID, case .input(let id) = term { isVPC[id.index] = true }
    }
    self.isVPC = isVPC
  }

  /// "Create or update the security groups alb and app."
  var summary: String {
    let groups = program.groups
    let text =
      switch groups.count {
      case 0: attachmentSummary
      case 1: "Create or update the security group \(groups[0].name)."
      default:
        "Create or update the security groups "
          + groups.dropLast().map(\.name).joined(separator: ", ") + " and "
          + groups[groups.count - 1].name + "."
      }
    if text.utf8.count <= 76 { return text }
    return groups.count == 1
      ? "Create or update a security group." : "Create or update \(groups.count) security groups."
  }

  private var attachmentSummary: String {
    let attachments = program.attachments
    if attachments.isEmpty { return "Print what the configuration says." }
    let isSingle = attachments.count == 1
    let interfaces = isSingle ? "a network interface" : "network interfaces"
    let networks = isSingle ? "a VPC" : "VPCs"
    let atInterfaces = attachments.filter(\.isAtInterface).count
    let targets =
      switch atInterfaces {
      case 0: networks
      case attachments.count: interfaces
      default: "\(interfaces) and \(networks)"
      }
    return "Attach \(isSingle ? "a security group" : "security groups") to \(targets)."
  }

  var text: String {
    let sources = program.sources.map(oneLine).map(escaped)
    let origin =
      switch sources.count {
      case 0: "Translated by Portolan."
      case 1: "Translated from \(sources[0]) by Portolan."
      default: "Translated from \(sources[0]) and \(sources.count - 1) more by Portolan."
      }
    let example = usage
    let quotes = example.count > 1 ? "r\"\"\"" : "\"\"\""
    var lines = ["#!/usr/bin/env python3", quotes + summary, ""]
    lines.append(origin + " Running it again changes nothing.")
    lines.append("With --plan it only shows what would change; with --destroy it takes all back.")
    if !example.isEmpty { lines += [""] + example }
    lines += ["\"\"\"", ""]
    if !program.folded.isEmpty {
      lines.append("# Fixed when this was translated:")
      lines += program.folded.flatMap(statement).map { "#   " + $0 } + [""]
    }
    return lines.joined(separator: "\n")
  }

  /// The command with all required flags, in lines of 88 columns.
  private var usage: [String] {
    let flags = program.inputFlags
    var words: [String] = []
    for index in program.inputs.indices {
      let input = program.inputs[index]
      if input.isRequired, !input.isSensitive {
        words.append(flags[index] + " " + example(index))
      }
    }
    guard !words.isEmpty else { return [] }
    let file = program.groups.count == 1 ? program.groups[0].name : "security_groups"
    var lines = ["    ./\(file).py"]
    for word in words {
      if (lines.last ?? "").utf8.count + word.utf8.count < 86 {
        lines[lines.count - 1] += " " + word
      } else {
        lines[lines.count - 1] += " \\"
        lines.append("        " + word)
      }
    }
    return lines
  }

  private func example(_ index: Int) -> String {
    switch forms[index] {
    case .string(let check?), .words(_, let check?):
      switch check {
      case .ipv4: "203.0.113.0/24"
      case .ipv6: "2001:db8::/32"
      case .prefixList: "pl-0123"
      case .group: "sg-0123"
      }
    case .integer, .number: "443"
    case .boolean: "true"
    case .json, .stringMap: "'{...}'"
    case .string, .words: isVPC[index] ? "vpc-0123" : "..."
    }
  }

  /// `trusted = {…} (main.tf:22: for_each needs it)`, or in two lines
  private func statement(_ variable: FoldedVariable) -> [String] {
    let value = variable.isSensitive ? nil : variable.value
    let written = value.map { " = " + $0.python.doc.render(width: .max, indent: 4) } ?? ""
    let reason =
      switch variable.reason {
      case .given: variable.isSensitive ? "given, sensitive" : "given"
      case .needed(let origin, let why): "\(oneLine(origin.text)): \(oneLine(why))"
      }
    let text = oneLine(variable.name) + shortened(written)
    if text.utf8.count + reason.utf8.count <= 80 { return ["\(text) (\(reason))"] }
    return [text, "    " + shortened(reason, to: 78)]
  }

  private func shortened(_ text: String, to length: Int = 60) -> String {
    text.unicodeScalars.count <= length
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(length - 3))) + "..."
  }

  /// Safe in a documentation string.
  private func escaped(_ text: String) -> String {
    String(text.map { "\\\"".contains($0) ? "'" : $0 })
  }
}
