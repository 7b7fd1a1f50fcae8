import Diagnostics
import HCL

extension ModuleLoader {
  /// A file of the JSON syntax, in the shape that a native file has; nil if it is no JSON.
  mutating func jsonBody(_ path: String) -> ConfigurationBody? {
    switch files.read(path) {
    case .failure(let failure):
      sink.report(.unreadableFile(path, failure.reason))
      return nil
    case .success(let bytes):
      let file = add(path, bytes)
      guard let node = JSONReader.read(bytes, file: file, into: &sink) else { return nil }
      var reader = JSONConfigurationReader(file: file, bytes: bytes)
      let body = reader.readFile(node)
      sink.absorb(reader.sink)
      return body
    }
  }
}

/// Makes arguments and blocks of the members of JSON objects. Where the syntax says that an object
/// is wanted there may be an array of objects, too: their members together.
private struct JSONConfigurationReader {
  let file: FileID
  let bytes: [UInt8]
  var sink = DiagnosticSink()
  private var nesting = 0

  init(file: FileID, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  mutating func readFile(_ node: JSONNode) -> ConfigurationBody {
    switch node.content {
    case .object, .array: return body(node, .file)
    default:
      sink.report(.jsonRoot(at: location(node.span)))
      return ConfigurationBody()
    }
  }

  private mutating func body(_ node: JSONNode, _ shape: JSONBodyShape) -> ConfigurationBody {
    var body = Draft()
    if nesting == Parser.maximumNesting {
      sink.report(.nestingTooDeep(at: start(node)))
      return ConfigurationBody()
    }
    nesting += 1
    defer { nesting -= 1 }
    for member in members(of: node, shape) where member.name != "//" {
      if let block = shape.block(member) {
        let origin = Origin(type: member.name, labels: [], place: member.nameSpan)
        unpack(member.value, block, origin, into: &body)
      } else if let strings = shape.argument(member) {
        append(member, strings, to: &body)
      } else {
        let known = shape.arguments.keys.sorted() + shape.blocks.keys.sorted()
        sink.report(.extraneousMember(member.name, known: known, at: location(member.nameSpan)))
      }
    }
    return ConfigurationBody(attributes: body.attributes, blocks: body.blocks)
  }

  /// A body of which not all members have been read.
  private struct Draft {
    var attributes: [ConfigurationAttribute] = []
    var blocks: [ConfigurationBlock] = []
    var places: [String: SourceLocation] = [:]
  }

  private mutating func append(
    _ member: JSONMember, _ strings: JSONStrings, to body: inout Draft
  ) {
    let place = location(member.nameSpan)
    if let first = body.places.updateValue(place, forKey: member.name) {
      body.places[member.name] = first
      sink.report(.argumentSetTwice(member.name, at: place, first: first))
      return
    }
    let (tree, id) = jsonExpression(
      member.value, strings: strings, file: file, bytes: bytes, into: &sink)
    body.attributes.append(
      ConfigurationAttribute(
        name: member.name, nameLocation: place,
        value: ExpressionReference(file: ParsedFile(tree), id: id)))
  }

  // MARK: blocks

  /// What stands above the bodies of one type's blocks.
  private struct Origin {
    var type: String
    var labels: [Identifier]
    /// The innermost name.
    var place: SourceSpan
  }

  /// Each label is a level of objects; then come one body, or several in an array.
  private mutating func unpack(
    _ node: JSONNode, _ shape: JSONBlockShape, _ origin: Origin, into body: inout Draft
  ) {
    if origin.labels.count < shape.labels.count {
      let label = shape.labels[origin.labels.count]
      guard let members = members(of: node, labels: label) else { return }
      if members.isEmpty {
        sink.report(.missingJSONLabel(label, of: origin.type, at: start(node)))
      }
      for member in members {
        var inner = origin
        inner.labels.append(Identifier(member.name, member.nameSpan))
        inner.place = member.nameSpan
        unpack(member.value, shape, inner, into: &body)
      }
      return
    }
    switch node.content {
    case .null: break
    case .object: append(node, shape, origin, at: location(origin.place), to: &body)
    case .array(let elements):
      for element in elements {
        append(element, shape, origin, at: start(element), to: &body)
      }
    default: sink.report(.incorrectJSONType(.blocks(origin.type), at: start(node)))
    }
  }

  private mutating func append(
    _ node: JSONNode, _ shape: JSONBlockShape, _ origin: Origin, at place: SourceLocation,
    to body: inout Draft
  ) {
    let inner = self.body(node, shape.body(origin.labels.map(\.text)))
    body.blocks.append(
      ConfigurationBlock(
        type: origin.type, labels: origin.labels,
        location: origin.labels.isEmpty ? place : location(origin.place), body: inner))
  }

  // MARK: members

  private mutating func members(of node: JSONNode, _ shape: JSONBodyShape) -> [JSONMember] {
    if case .arguments = shape.others {
      if case .object(let members) = node.content { return members }
      sink.report(.incorrectJSONType(.arguments, at: start(node)))
      return []
    }
    return members(of: node, orElse: .body, .bodyElement) ?? []
  }

  private mutating func members(of node: JSONNode, labels: String) -> [JSONMember]? {
    members(of: node, orElse: .labels(labels), .labelsElement(labels))
  }

  /// Nil where the value is neither an object nor an array of objects, which is reported.
  private mutating func members(
    of node: JSONNode, orElse wanted: WantedJSON, _ wantedElement: WantedJSON
  ) -> [JSONMember]? {
    switch node.content {
    case .null: return []
    case .object(let members): return members
    case .array(let elements):
      var result: [JSONMember] = []
      var isWhole = true
      for element in elements {
        if case .object(let members) = element.content {
          result += members
        } else {
          isWhole = false
          sink.report(.incorrectJSONType(wantedElement, at: start(element)))
        }
      }
      return isWhole || !result.isEmpty ? result : nil
    default:
      sink.report(.incorrectJSONType(wanted, at: start(node)))
      return nil
    }
  }

  private func location(_ span: SourceSpan) -> SourceLocation { SourceLocation(file, span) }

  /// The opening brace or bracket, or the whole of another value.
  private func start(_ node: JSONNode) -> SourceLocation {
    switch node.content {
    case .object, .array: location(SourceSpan(node.span.start, node.span.start + 1))
    default: location(node.span)
    }
  }
}
