using Pipeline.Local.Development;
using Pipeline.Typesetting.Fonts;

[assembly: AssemblyFixture(typeof(Pipeline.Typesetting.Tests.FontsFixture))]

namespace Pipeline.Typesetting.Tests;

/// <summary>The bundled fonts, installed when they are missing and loaded once for all tests.</summary>
public sealed class FontsFixture : IAsyncLifetime
{
    public FontLibrary Fonts { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await NodePackages.EnsureInstalledAsync(Console.Error.WriteLine, TestContext.Current.CancellationToken);
        Fonts = FontLibrary.Load(NodePackages.Folder);
    }

    public ValueTask DisposeAsync()
    {
        Fonts.Dispose();
        return ValueTask.CompletedTask;
    }
}
