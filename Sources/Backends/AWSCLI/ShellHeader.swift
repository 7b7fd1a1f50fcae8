import CodePrinter
import SecurityGroupIR

extension Program {
  /// What the script is, how to call it, and which variables it no longer asks for.
  func headerLines(_ names: ShellNames) -> [String] {
    let sources = shellComment(self.sources.joined(separator: ", "))
    let from = sources.isEmpty ? "" : " from \(sources)"
    var lines = [
      "#!/usr/bin/env bash", "# Create or update \(shellComment(subject)).",
      "# Translated\(from) by Portolan. Running it again changes nothing.", "#",
    ]
    lines += usage(names).map { "#   " + $0 }
    if !folded.isEmpty {
      lines += ["#", "# Fixed when it was translated:"]
      lines += folded.map { "#   " + shellComment($0.summary) }
    }
    return lines
  }

  /// It has outputs at most.
  var makesNothing: Bool { groups.isEmpty && attachments.isEmpty }

  /// For example: `the security group rails_sg`.
  var subject: String {
    switch groups.count {
    case 0 where makesNothing: "nothing: there are no security groups in it"
    case 0: "attachments of security groups"
    case 1: "the security group \(groups[0].name)"
    case 2...4:
      "the security groups "
        + groups.dropLast().map(\.name).joined(separator: ", ") + " and "
        + groups[groups.count - 1].name
    default: "\(groups.count) security groups"
    }
  }

  /// The assignments of the required inputs, then the script.
  private func usage(_ names: ShellNames) -> [String] {
    let script = "./\(groups.first?.name ?? "main").sh"
    let words =
      zip(inputs, inputRoles).enumerated().compactMap { index, entry -> String? in
        guard entry.0.isRequired, !entry.0.isSensitive else { return nil }
        return "\(names.inputs[index])=\(ShellWord(entry.0.example(entry.1)).quoted)"
      } + [script, "[plan | apply | destroy]", "[--yes]"]
    var rows: [String] = []
    for word in words {
      if let row = rows.last, row.utf8.count + word.utf8.count < 80 {
        rows[rows.count - 1] = row + " " + word
      } else {
        rows.append(word)
      }
    }
    return rows.enumerated().map { $0.offset + 1 < rows.count ? $0.element + " \\" : $0.element }
  }
}

extension FoldedVariable {
  /// For example: `port = 22 (given)`.
  var summary: String {
    let limit = 60
    let text = value?.compactJSON ?? "(sensitive)"
    let shown = text.unicodeScalars.count > limit ? String(text.prefix(limit)) + "…" : text
    switch reason {
    case .given: return "\(name) = \(shown) (given)"
    case .needed(let origin, let why): return "\(name) = \(shown) (\(origin.text): \(why))"
    }
  }
}
