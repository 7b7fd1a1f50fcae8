package import Diagnostics
import HCL
package import SecurityGroupIR

/// A configuration that was read, with the values given for its variables: what stays the same while
/// binding times are found.
package struct FrontEnd {
  package let root: ModuleConfiguration
  package let sources: SourceMap
  /// What was found while reading; the same in every evaluation.
  package let findings: DiagnosticSink
  let given: VariableValues
  let referred: ReferredResources
  let choices: BindingChoices
  let answers: RecordedAnswers
  let environment: FunctionEnvironment

  /// Reads the root module and everything it calls. Beside their files, functions may read what is
  /// `readable`: paths of files and directories. `root` is nil when there is nothing to evaluate.
  package static func read(
    files: ModuleFiles, only: String? = nil, environment: [String: String],
    arguments: [VariableArgument], choices: BindingChoices = BindingChoices(),
    readable: [String] = [], acceptsEmptyRoot: Bool = false
  ) -> (frontEnd: FrontEnd?, sources: SourceMap, sink: DiagnosticSink) {
    var loader = ModuleLoader(files: files)
    loader.acceptsEmptyRoot = acceptsEmptyRoot
    guard let root = loader.load(directory: "", only: only) else {
      return (nil, loader.sources, loader.sink)
    }
    if loader.hasBrokenFiles { return (nil, loader.sources, loader.sink) }
    let given = loader.variableValues(for: root, environment: environment, arguments: arguments)
    let answers = loader.recordedAnswers(in: choices.answers)
    for name in choices.kept where root.variables[name] == nil {
      loader.sink.report(.undeclaredOnCommandLine(name, known: root.variables.keys.sorted()))
    }
    var checker = ReferenceChecker(types: registeredTypes)
    checker.check(root)
    checker.reportLeftAlone()
    DependencyGraph(root).reportCycles(into: &checker.sink)
    loader.sink.absorb(checker.sink)
    let modules = loader.loaded.keys.sorted { $0.precedesInBytes($1) }
    let readableFiles = ReadableFiles(files, directories: [""] + modules + readable)
    let frontEnd = FrontEnd(
      root: root, sources: loader.sources, findings: loader.sink, given: given,
      referred: checker.referred, choices: choices, answers: answers,
      environment: readableFiles.functionEnvironment)
    return (frontEnd, loader.sources, loader.sink)
  }

  /// The binding times to begin with: what is given is static, and so is what is null by default,
  /// because null leaves an argument out.
  package func initialBindings(into sink: inout DiagnosticSink) -> Bindings {
    var bindings = Bindings()
    for variable in root.variables.values.sorted(by: { $0.location.isBefore($1.location) }) {
      // A secret stays an input even where its value was given: no artifact may hold it.
      if !variable.isSensitive, choices.kept.contains(variable.name) {
        if let given = given.values[variable.name] {
          bindings.defaults[variable.name] = value(given, for: variable, into: &sink)
        }
        let value = bindings.defaults[variable.name] ?? variable.defaultValue
        if value?.isNull == true {
          sink.report(.cannotKeep(variable.name, nullDefaultReason, at: variable.location))
        }
        continue
      }
      if let given = given.values[variable.name] {
        bindings.places[variable.name] = given.location
        guard let value = value(given, for: variable, into: &sink) else { continue }
        if variable.isSensitive {
          bindings.secrets[variable.name] = value
        } else {
          bindings.fix(variable.name, value, .given)
        }
      } else if variable.isSensitive {
        continue
      } else if let value = variable.defaultValue, value.isNull {
        bindings.fix(
          variable.name, value, .needed(at: variable.location, why: nullDefaultReason))
      } else if choices.foldsDefaults, let value = variable.defaultValue {
        bindings.fix(
          variable.name, value,
          .needed(at: variable.location, why: "because every default is folded"))
      }
    }
    return bindings
  }

  private var nullDefaultReason: String {
    "because its default is null, which leaves arguments out"
  }

  func value(
    _ given: VariableValues.Given, for variable: VariableConfiguration,
    into sink: inout DiagnosticSink
  ) -> Value? {
    if given.value.isNull, !variable.isNullable {
      if variable.defaultValue == nil {
        sink.report(
          .nullNotAllowed(variable.name, at: given.location ?? variable.location)
            .within(variable.location, "declared here"))
      }
      return variable.defaultValue
    }
    do throws(ConversionError) {
      return try convert(
        variable.constraint.apply(defaultsTo: given.value), to: variable.constraint.type)
    } catch {
      sink.report(
        .invalidVariableValue(
          variable.name, error.message, source: given.source,
          at: given.location ?? variable.location
        ).within(variable.location, "declared here"))
      return nil
    }
  }

  /// Evaluates and lowers the configuration under the given binding times.
  package func lower(
    _ bindings: Bindings
  ) -> (program: Program, demands: [Demand], sink: DiagnosticSink) {
    let evaluation = Evaluation(
      bindings: bindings, functionEnvironment: environment,
      resourceTypes: registeredTypes, answers: answers.values, referred: referred)
    let module = ModuleInstance(root: root, evaluation: evaluation)
    defer { module.forget() }
    var lowering = Lowering(evaluation, root: root, sources: sources)
    lowering.lower(module)
    module.checkValues()
    lowering.program.folded = folded(bindings, lowering)
    evaluation.sink.absorb(lowering.sink)
    if evaluation.demands.isEmpty, !evaluation.sink.hasErrors {
      answers.reportUnused(known: evaluation.answerable, into: &evaluation.sink)
    }
    return (lowering.program, evaluation.demands, evaluation.sink)
  }

  private func folded(_ bindings: Bindings, _ lowering: Lowering) -> [FoldedVariable] {
    root.variables.values.sorted { $0.location.isBefore($1.location) }.compactMap { variable in
      guard let (value, reason) = bindings.fixed[variable.name] else { return nil }
      let type = variable.constraint.type == .dynamic ? value.type : variable.constraint.type
      return FoldedVariable(
        name: variable.name, type: inputType(type),
        value: variable.isSensitive ? nil : Literal(value), isSensitive: variable.isSensitive,
        description: variable.description,
        reason: {
          switch reason {
          case .given: .given
          case .needed(let place, let why): .needed(lowering.origin(place), why: why)
          }
        }())
    }
  }

  /// Fixes what was demanded to its default. Returns whether that helped; what cannot be fixed is
  /// reported.
  package func resolve(
    _ demands: [Demand], _ bindings: inout Bindings, into sink: inout DiagnosticSink
  ) -> Bool {
    var progress = false
    for demand in demands {
      var missing: [String] = []
      var outside: [String] = []
      for source in demand.sources {
        guard source.hasPrefix("var."), let variable = root.variables[String(source.dropFirst(4))]
        else {
          outside.append(source)
          continue
        }
        if bindings[variable.name] != nil { continue }
        if variable.isSensitive {
          sink.report(.sensitiveNeeded(variable.name, demand.why, at: demand.location))
        } else if choices.kept.contains(variable.name) {
          sink.report(.cannotKeep(variable.name, demand.why, at: demand.location))
        } else if let value = variable.defaultValue {
          bindings.fix(variable.name, value, .needed(at: demand.location, why: demand.why))
          progress = true
        } else {
          missing.append(variable.name)
        }
      }
      if demand.sources.isEmpty {
        sink.report(.neverKnown(demand.why, at: demand.location))
      }
      if !missing.isEmpty { sink.report(.valueNeeded(missing, demand.why, at: demand.location)) }
      if !outside.isEmpty {
        sink.report(.unknownStructure(outside, demand.why, at: demand.location))
      }
    }
    return progress
  }
}
