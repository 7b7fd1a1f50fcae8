import Diagnostics
package import HCL

/// What data sources, and resources that are not translated, are known to have answered: attributes by
/// the address of the instance.
package struct RecordedAnswers: Sendable {
  package private(set) var values: [String: Fields] = [:]
  private(set) var places: [(address: String, location: SourceLocation)] = []

  fileprivate mutating func add(_ address: String, _ fields: Fields, at location: SourceLocation) {
    values[address] = Fields(Array(values[address] ?? [:]) + Array(fields))
    places.append((address, location))
  }
}

extension ModuleLoader {
  /// Reads files of the form `{"data.aws_vpc.main": {"id": "vpc-0123", …}, …}`.
  mutating func recordedAnswers(in answerFiles: [BindingChoices.File]) -> RecordedAnswers {
    var answers = RecordedAnswers()
    for (path, content) in answerFiles {
      switch content {
      case .failure(let failure): sink.report(.unreadableFile(path, failure.reason))
      case .success(let bytes):
        let file = add(path, bytes)
        guard let node = JSONReader.read(bytes, file: file, into: &sink) else { continue }
        guard case .object(let members) = node.content else {
          sink.report(.answersNotAnObject(at: SourceLocation(file, node.span)))
          continue
        }
        for member in members {
          let place = SourceLocation(file, member.nameSpan)
          guard case .object(let fields) = member.value.decoded.content else {
            sink.report(.answersNotAnObject(at: place))
            continue
          }
          answers.add(member.name, fields, at: place)
        }
      }
    }
    return answers
  }
}

extension RecordedAnswers {
  /// Reports answers to questions that nobody asks: a mistyped address would be ignored else.
  func reportUnused(known: [String], into sink: inout DiagnosticSink) {
    let addresses = Set(known)
    for (address, location) in places where !addresses.contains(address) {
      sink.report(.unknownAnswer(address, known: known, at: location))
    }
  }
}
