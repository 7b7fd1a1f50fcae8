/// A function of the language in one value: signature, documentation, an example and its meaning.
package struct Function: Sendable {
  package struct Parameter: Sendable {
    package var name: String
    package var type: ValueType
    package var documentation: String
    package var allowsNull: Bool
    /// Otherwise the call is unknown as soon as the argument holds an unknown value.
    package var allowsUnknown: Bool
    /// Otherwise the argument comes without its marks, and the result carries all of them.
    package var allowsMarks: Bool

    package init(
      _ name: String, _ type: ValueType, _ documentation: String = "", allowsNull: Bool = false,
      allowsUnknown: Bool = false, allowsMarks: Bool = false
    ) {
      self.name = name
      self.type = type
      self.documentation = documentation
      self.allowsNull = allowsNull
      self.allowsUnknown = allowsUnknown
      self.allowsMarks = allowsMarks
    }
  }

  /// An expression and its value as `jsonencode` prints it, checked by a test.
  package struct Example: Sendable {
    package var expression: String
    package var json: String

    package init(_ expression: String, _ json: String) {
      self.expression = expression
      self.json = json
    }
  }

  /// Arguments are converted to the parameters' types, without nulls and unknowns unless allowed.
  package typealias Body =
    @Sendable (_ arguments: [Value], _ environment: FunctionEnvironment) throws(FunctionError) ->
    Value

  package var name: String
  package var parameters: [Parameter]
  package var variadic: Parameter?
  /// The type of an unknown result, given the arguments' types.
  package var resultType: @Sendable ([ValueType]) -> ValueType
  package var documentation: String
  package var example: Example
  package var body: Body

  package init(
    _ name: String, _ parameters: [Parameter], variadic: Parameter? = nil,
    returns resultType: @escaping @Sendable ([ValueType]) -> ValueType,
    documentation: String, example: Example, body: @escaping Body
  ) {
    self.name = name
    self.parameters = parameters
    self.variadic = variadic
    self.resultType = resultType
    self.documentation = documentation
    self.example = example
    self.body = body
  }
}

/// Why a call has no value. `argument` is the index of the argument to point at, if it is one's fault.
package struct FunctionError: Error, Hashable, Sendable {
  package enum Kind: Sendable { case failure, tooFewArguments, tooManyArguments }

  package var message: String
  package var argument: Int?
  package var kind: Kind

  package init(_ message: String, argument: Int? = nil, kind: Kind = .failure) {
    self.message = message
    self.argument = argument
    self.kind = kind
  }
}

/// What functions may see of the world: files below the module, and nothing else. Paths are relative
/// to the root module's directory; an error is a sentence without its full stop.
package struct FunctionEnvironment: Sendable {
  package enum FileKind: Sendable { case file, directory, other, missing }

  package var readFile: @Sendable (_ path: String) -> Result<[UInt8], FunctionError>
  package var fileKind: @Sendable (_ path: String) -> Result<FileKind, FunctionError>
  /// The regular files below a directory at any depth: paths relative to it, with slashes.
  package var filesBelow: @Sendable (_ directory: String) -> Result<[String], FunctionError>

  package init(
    readFile: @escaping @Sendable (_ path: String) -> Result<[UInt8], FunctionError> = {
      .failure(.noFiles($0))
    },
    fileKind: @escaping @Sendable (_ path: String) -> Result<FileKind, FunctionError> = {
      .failure(.noFiles($0))
    },
    filesBelow: @escaping @Sendable (_ directory: String) -> Result<[String], FunctionError> = {
      .failure(.noFiles($0))
    }
  ) {
    self.readFile = readFile
    self.fileKind = fileKind
    self.filesBelow = filesBelow
  }
}

extension FunctionError {
  package static func noFiles(_ path: String) -> FunctionError {
    FunctionError("no file can be read here, so \(path) cannot")
  }
}
