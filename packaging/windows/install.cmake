# SPDX-FileCopyrightText: The Molotov for the desktop authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Never tried. Qt comes with windeployqt, the DLLs of vcpkg with X_VCPKG_APPLOCAL_DEPS_INSTALL.
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${MOLOTOV_INSTALL_DATADIR})
find_program(MOLOTOV_WINDEPLOYQT windeployqt HINTS ${QT6_INSTALL_PREFIX}/bin)
install(CODE "
    set(folder \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
    file(GLOB programs \"\${folder}/molotov*.exe\")
    execute_process(COMMAND \"${MOLOTOV_WINDEPLOYQT}\" --release --dir \"\${folder}\" \${programs}
        COMMAND_ERROR_IS_FATAL ANY)
    file(INSTALL \"${MOLOTOV_ESBUILD_PROGRAM}\" DESTINATION \"\${folder}\")" COMPONENT bundle EXCLUDE_FROM_ALL)

# The window opens results that are opened in the file manager.
set(CPACK_NSIS_EXTRA_INSTALL_COMMANDS [[
    WriteRegStr SHCTX "Software\Classes\.molotov-result" "" "Molotov.Result"
    WriteRegStr SHCTX "Software\Classes\Molotov.Result" "" "Result of a load test"
    WriteRegStr SHCTX "Software\Classes\Molotov.Result\shell\open\command" "" '"$INSTDIR\bin\molotov.exe" "%1"']])
set(CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS [[
    DeleteRegKey SHCTX "Software\Classes\.molotov-result"
    DeleteRegKey SHCTX "Software\Classes\Molotov.Result"]])
